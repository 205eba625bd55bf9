import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { CountLineState, StockCountStatus, VarianceReason } from '../schema/count-enums';
import { DateTimeISO, LocalDate, SafeInt } from '../schema/scalars';

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

  @Column({ type: 'bigint', nullable: true })
  expectedQuantity: number | null;

  @Column({ type: 'bigint', nullable: true })
  countedQuantity: number | null;

  @Column({ type: 'bigint', nullable: true })
  variance: number | null;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'How many entries the line has; grows with each.' })
  version: number;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, {
    description:
      'Whether a quantity was recorded; in a blind count, whether it is settled. Posting does not change a batch that is not counted.',
  })
  counted: boolean;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, {
    description:
      'True when the batch has moved since it was counted: posting is then refused with COUNT_OUTDATED.',
  })
  outdated: boolean;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description:
      "The sequence of the batch's last movement at the location now, 0 if there is none. Read it before counting without a connection, and give it as `expectedSequence` with the quantity.",
  })
  sequence: number;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, {
    description:
      'Whether its figures are shown to nobody: the count is blind, and this batch is not settled.',
  })
  hidden: boolean;

  @Column({ type: 'text' })
  @Field(() => CountLineState, { description: 'What is to be done about it.' })
  state: CountLineState;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'In a blind count the tolerance within which its quantity was settled; null before.',
  })
  tolerancePercent: number | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => VarianceReason, {
    nullable: true,
    description: 'Why it differed, as a manager said last (`explainVariances`).',
  })
  reason: VarianceReason | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'More words about the reason.' })
  reasonNote: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who recorded the quantity.' })
  countedBy: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When the quantity was recorded.' })
  countedAt: string | null;
}

@Entity({ schema: 'inventory', name: 'api_stock_counts' })
@ObjectType({
  simpleResolvers: true,
  description: 'Quantities counted at a location. Stock moves when the count is posted.',
})
export class StockCount {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'date' })
  @Field(() => LocalDate, { description: "The tenant's business date on which it was started." })
  businessDate: string;

  @Column({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'text' })
  @Field(() => StockCountStatus, { description: 'The status.' })
  status: StockCountStatus;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who started it.' })
  startedBy: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was started.' })
  startedAt: string;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, {
    description:
      'Whether nobody is shown what is expected of a batch before it is settled: by the books, or by the quantities of two people, which agree within the tolerance of its class. Each person submits (`submitStockCount`) what he or she counted.',
  })
  blind: boolean;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, {
    description:
      "Whether it was posted by itself: it was blind, each batch was within its tolerance of the books, and nobody's quantity alone changed the same batch as in the count before.",
  })
  automatic: boolean;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, {
    nullable: true,
    description:
      'Of a blind count that was not posted by itself: when its last batch was settled. While it is OPEN and no other batch is found, it waits for a manager who has not counted in it (`pendingApprovals`).',
  })
  settledAt: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who posted it.' })
  postedBy: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When it was posted.' })
  postedAt: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The reason for posting.' })
  reason: string | null;
}
