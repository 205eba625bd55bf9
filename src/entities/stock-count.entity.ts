import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { StockCountStatus } from '../schema/enums';
import { DateTimeISO, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_stock_count_lines' })
@ObjectType({ simpleResolvers: true, description: 'One batch of a stock count, in base units.' })
export class StockCountLine {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  stockCountId: string;

  @Column({ type: 'uuid' })
  batchId: string;

  @Column({ type: 'uuid' })
  productId: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description: 'The balance when the line was made, and again when its figure was recorded.',
  })
  expectedQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description:
      'What posting would leave: the figure counted; the expected one while not counted.',
  })
  countedQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Counted less expected; zero while not counted.' })
  variance: number;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, {
    description: 'False while no figure was recorded: posting leaves the batch alone.',
  })
  counted: boolean;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, {
    description: 'True when the batch has moved since: posting would refuse with COUNT_OUTDATED.',
  })
  outdated: boolean;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who recorded the figure.' })
  countedBy: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When the figure was recorded.' })
  countedAt: string | null;
}

@Entity({ schema: 'inventory', name: 'api_stock_counts' })
@ObjectType({
  simpleResolvers: true,
  description: 'What somebody counted on the shelves of a location. Only posting moves stock.',
})
export class StockCount {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'text' })
  @Field(() => StockCountStatus, { description: 'How far it is.' })
  status: StockCountStatus;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who started it.' })
  startedBy: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was started.' })
  startedAt: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who posted it.' })
  postedBy: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When its variances were written.' })
  postedAt: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Why it was posted.' })
  reason: string | null;
}
