import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { StockCountStatus } from '../schema/enums';
import { DateTimeISO, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'stock_count_lines' })
@ObjectType({ simpleResolvers: true, description: 'One batch of a stock count, in base units.' })
export class StockCountLine {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid', name: 'stock_count_id' })
  stockCountId: string;

  @Column({ type: 'uuid', name: 'batch_id' })
  batchId: string;

  @Column({ type: 'bigint', name: 'expected_quantity' })
  @Field(() => SafeInt, {
    description: 'The balance when the line was made, and again when its figure was recorded.',
  })
  expectedQuantity: number;

  @Column({ type: 'bigint', name: 'counted_quantity', nullable: true })
  @Field(() => SafeInt, {
    description:
      'What posting would leave: the figure counted; the expected one while not counted.',
  })
  countedQuantity: number;

  @Field(() => SafeInt, { description: 'Counted less expected; zero while not counted.' })
  variance: number;

  @Field(() => Boolean, {
    description: 'False while no figure was recorded: posting leaves the batch alone.',
  })
  counted: boolean;

  @Field(() => Boolean, {
    description: 'True when the batch has moved since: posting would refuse with COUNT_OUTDATED.',
  })
  outdated: boolean;

  @Column({ type: 'text', name: 'counted_by', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who recorded the figure.' })
  countedBy: string | null;

  @Column({ type: 'timestamptz', name: 'counted_at', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When the figure was recorded.' })
  countedAt: string | null;
}

@Entity({ schema: 'inventory', name: 'stock_counts' })
@ObjectType({
  simpleResolvers: true,
  description: 'What somebody counted on the shelves of a location. Only posting moves stock.',
})
export class StockCount {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid', name: 'location_id' })
  locationId: string;

  @Column({ type: 'text' })
  @Field(() => StockCountStatus, { description: 'How far it is.' })
  status: StockCountStatus;

  @Column({ type: 'text', name: 'started_by' })
  @Field(() => String, { description: 'Who started it.' })
  startedBy: string;

  @Column({ type: 'timestamptz', name: 'started_at' })
  @Field(() => DateTimeISO, { description: 'When it was started.' })
  startedAt: string;

  @Column({ type: 'text', name: 'posted_by', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who posted it.' })
  postedBy: string | null;

  @Column({ type: 'timestamptz', name: 'posted_at', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When its variances were written.' })
  postedAt: string | null;

  @Column({ type: 'text', name: 'post_reason', nullable: true })
  @Field(() => String, { nullable: true, description: 'Why it was posted.' })
  reason: string | null;
}
