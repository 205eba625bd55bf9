import { Field, Float, ID, ObjectType } from 'type-graphql';
import { DiscrepancyKind, FixStatus, ReconciliationTrigger } from './reconciliation-enums';
import { DateTimeISO, LocalDate, SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description: 'A stored figure that differs from what it should be.',
})
export class Discrepancy {
  runId?: string;

  productId: string;

  locationId: string | null;

  batchId: string | null;

  @Field(() => DiscrepancyKind, { description: 'What was compared.' })
  kind: DiscrepancyKind;

  @Field(() => String, {
    nullable: true,
    description: "The channel, if the figure is a channel's.",
  })
  channel: string | null;

  @Field(() => String, {
    description: 'The figure: batch_stock.quantity, daily_stock.sales, channel.total ...',
  })
  subject: string;

  @Field(() => LocalDate, { nullable: true, description: "The day, if the figure is a day's." })
  businessDate: string | null;

  @Field(() => SafeInt, { description: 'The correct value.' })
  expected: number;

  @Field(() => SafeInt, { description: 'The stored value.' })
  actual: number;

  @Field(() => SafeInt, { description: 'Actual minus expected.' })
  difference: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The difference in percent of the expected value; null if that is zero.',
  })
  differencePercent: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who changed the figure outside the ledger, if the audit log shows it.',
  })
  cause: string | null;

  @Field(() => FixStatus, { nullable: true, description: 'The state of the repair, in a run.' })
  fix: FixStatus | null;

  @Field(() => String, { nullable: true, description: 'Why it was not repaired.' })
  note: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: "A correction of a channel's figure, for the channel's connector to send.",
})
export class ChannelCorrection {
  productId: string;

  locationId: string | null;

  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => String, { description: 'The channel.' })
  channel: string;

  @Field(() => String, { description: 'quantity, total or visible.' })
  field: string;

  @Field(() => SafeInt, {
    description: 'The correct value; for visible 1 (show it) or 0 (hide it).',
  })
  quantity: number;

  @Field(() => DateTimeISO, { description: 'When it was created.' })
  createdAt: string;

  @Field(() => DateTimeISO, { nullable: true, description: 'When it was sent; null if not yet.' })
  sentAt: string | null;

  @Field(() => Boolean, {
    description:
      'Whether it is to be sent: it was not sent yet, the channel still reports the figure that it was made for, and it does not put goods on sale whose product is not ACTIVE (any more).',
  })
  due: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A comparison of stored figures with the data they are derived from.',
})
export class StockComparison {
  @Field(() => DateTimeISO, { description: 'The moment of the snapshot.' })
  comparedAt: string;

  @Field(() => SafeInt, { description: 'Products compared.' })
  productsCompared: number;

  @Field(() => SafeInt, { description: 'Compared products without a discrepancy.' })
  productsMatching: number;

  @Field(() => [Discrepancy], {
    description: 'Ordered by kind, product and location; at most 10,000.',
  })
  discrepancies: Discrepancy[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A saved comparison and the state of its repairs.',
})
export class ReconciliationRun {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => ReconciliationTrigger, { description: 'Who started it.' })
  trigger: ReconciliationTrigger;

  @Field(() => Boolean, {
    description: 'True if it only planned repairs; it can be applied later.',
  })
  dryRun: boolean;

  @Field(() => LocalDate, {
    description: "The tenant's business date on which it was started.",
  })
  businessDate: string;

  @Field(() => DateTimeISO, { description: 'When it started.' })
  startedAt: string;

  @Field(() => DateTimeISO, { nullable: true, description: 'When its comparison ended.' })
  finishedAt: string | null;

  @Field(() => SafeInt, { description: 'Products compared.' })
  productsCompared: number;

  @Field(() => SafeInt, { description: 'Discrepancies that were repaired.' })
  appliedCount: number;

  @Field(() => String, { description: 'The actor.' })
  actor: string;
}
