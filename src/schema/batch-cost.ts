import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { CostKind, CostSpread } from './value-enums';
import { BUSINESS_DATE, KEY } from './inputs/descriptions';
import { DateTimeISO, LocalDate } from './scalars';

export const COST_AMOUNT =
  'A decimal number with at most 6 digits after the point, in the currency of the tenant: "120.50". Below zero for a credit note; a batch never costs less than nothing.';

@ObjectType({
  simpleResolvers: true,
  description: "A batch's share of a cost that was added after its receipt. It never changes.",
})
export class BatchCostShare {
  @Field(() => ID, { description: 'The id of the cost.' })
  id: string;

  batchId: string;

  receiptId: string | null;

  @Field(() => CostKind, { description: 'What it was paid for.' })
  kind: CostKind;

  @Field(() => String, { description: 'The share of this batch; the shares add up to the cost.' })
  amount: string;

  @Field(() => LocalDate, { description: 'The day from which it counts.' })
  businessDate: string;

  @Field(() => String, { description: 'The reason.' })
  reason: string;

  @Field(() => String, { description: 'Who added it.' })
  actor: string;

  @Field(() => DateTimeISO, { description: 'When it was added.' })
  recordedAt: string;
}

@InputType({ description: 'How heavy a batch was.' })
export class BatchWeightInput {
  @Field(() => ID, { description: 'A batch of the receipt.' })
  batchId: string;

  @Field(() => String, {
    description: 'Its whole weight, zero or more, in any unit that is the same for all.',
  })
  weight: string;
}

@InputType({ description: 'A cost of a whole receipt.' })
export class AddReceiptCostInput {
  @Field(() => ID, { description: 'The receipt.' })
  receiptId: string;

  @Field(() => String, { description: COST_AMOUNT })
  amount: string;

  @Field(() => CostKind, { nullable: true, description: 'Default: OTHER.' })
  kind?: CostKind;

  @Field(() => CostSpread, { nullable: true, description: 'Default: QUANTITY.' })
  spreadBy?: CostSpread;

  @Field(() => [BatchWeightInput], {
    nullable: true,
    description: 'The weight of each batch, for WEIGHT.',
  })
  weights?: BatchWeightInput[];

  @Field(() => String, { description: '1 to 2,000 characters.' })
  reason: string;

  @Field(() => LocalDate, { nullable: true, description: BUSINESS_DATE })
  businessDate?: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;
}
