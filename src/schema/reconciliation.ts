import { Field, Float, ID, ObjectType } from 'type-graphql';
import { DiscrepancyKind, FixStatus, ReconciliationTrigger } from './enums';
import { DateTimeISO, LocalDate, SafeInt } from './scalars';

@ObjectType({ simpleResolvers: true, description: 'One figure that is not what it should be.' })
export class Discrepancy {
  runId?: string;

  productId: string;

  locationId: string | null;

  batchId: string | null;

  @Field(() => DiscrepancyKind, { description: 'What is set against what.' })
  kind: DiscrepancyKind;

  @Field(() => String, { nullable: true, description: "The channel, for a channel's figure." })
  channel: string | null;

  @Field(() => String, {
    description: 'The figure: batch_stock.quantity, daily_stock.sales, channel.total ...',
  })
  subject: string;

  @Field(() => LocalDate, { nullable: true, description: "The day, for a day's figure." })
  businessDate: string | null;

  @Field(() => SafeInt, { description: 'What it should be.' })
  expected: number;

  @Field(() => SafeInt, { description: 'What it is.' })
  actual: number;

  @Field(() => SafeInt, { description: 'Actual less expected.' })
  difference: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The difference in percent of what is expected; null when nothing is.',
  })
  differencePercent: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who wrote the figure past the ledger, where the audit log shows it.',
  })
  cause: string | null;

  @Field(() => FixStatus, { nullable: true, description: 'In a run: what became of its fix.' })
  fix: FixStatus | null;

  @Field(() => String, { nullable: true, description: 'Why it was left alone.' })
  note: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a channel should show instead: for its connector to send.',
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

  @Field(() => SafeInt, { description: 'The right figure; for visible 1.' })
  quantity: number;

  @Field(() => DateTimeISO, { description: 'When it was made.' })
  createdAt: string;

  @Field(() => DateTimeISO, { nullable: true, description: 'When it was sent; null: not yet.' })
  sentAt: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Every figure against what it is made of.' })
export class StockComparison {
  @Field(() => DateTimeISO, { description: 'The moment that all figures are of.' })
  comparedAt: string;

  @Field(() => SafeInt, { description: 'Products looked at.' })
  productsCompared: number;

  @Field(() => SafeInt, { description: 'Of these, without any discrepancy.' })
  productsMatching: number;

  @Field(() => [Discrepancy], { description: 'By kind, product and location; at most 10,000.' })
  discrepancies: Discrepancy[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A comparison that was kept, and what became of its fixes.',
})
export class ReconciliationRun {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => ReconciliationTrigger, { description: 'Who asked for it.' })
  trigger: ReconciliationTrigger;

  @Field(() => Boolean, { description: 'True: it only planned, until it is applied.' })
  dryRun: boolean;

  @Field(() => DateTimeISO, { description: 'When it began.' })
  startedAt: string;

  @Field(() => DateTimeISO, { nullable: true, description: 'When its comparison was done.' })
  finishedAt: string | null;

  @Field(() => SafeInt, { description: 'Products looked at.' })
  productsCompared: number;

  @Field(() => SafeInt, { description: 'Discrepancies that were repaired.' })
  appliedCount: number;

  @Field(() => String, { description: 'Who ran it.' })
  actor: string;
}
