import { Field, ID, InputType, Int } from 'type-graphql';
import { AdjustmentType } from '../enums';
import { DiscrepancyKind } from '../enums';
import { SafeInt } from '../scalars';

const KEY =
  'The same key and body again gets the first answer; with another body IDEMPOTENCY_KEY_REUSED.';
const UNIT = "One of the product's units; its base unit.";

@InputType({ description: 'A change of a batch at a location, to be approved and completed.' })
export class RequestAdjustmentInput {
  @Field(() => ID, { description: 'The batch.' })
  batchId: string;

  @Field(() => ID, { description: 'Where.' })
  locationId: string;

  @Field(() => AdjustmentType, { description: 'What it is for.' })
  type: AdjustmentType;

  @Field(() => SafeInt, { description: 'Signed and not zero, in `unit`: lost is negative.' })
  quantity: number;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;

  @Field(() => String, { description: 'Why; 1 to 2,000 characters.' })
  reason: string;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      "The last sequence of the batch's movements there that was read; another one now is STALE_VERSION.",
  })
  expectedSequence?: number;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'One product of a transfer.' })
export class TransferLineInput {
  @Field(() => ID, { description: 'A product whose inventory is tracked.' })
  productId: string;

  @Field(() => SafeInt, { description: 'Above zero, in `unit`.' })
  quantity: number;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'A batch of the product; first expired first out when left out.',
  })
  batchId?: string;
}

@InputType({ description: 'Goods to go from one location to another.' })
export class RequestTransferInput {
  @Field(() => ID, { description: 'Where they are.' })
  fromLocationId: string;

  @Field(() => ID, { description: 'Where they go.' })
  toLocationId: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;

  @Field(() => [TransferLineInput], { description: 'At least one, at most 1,000.' })
  lines: TransferLineInput[];
}

@InputType({ description: 'What was counted of a batch; lines of one batch are added up.' })
export class CountLineInput {
  @Field(() => ID, { description: 'The batch; it need not have been expected there.' })
  batchId: string;

  @Field(() => SafeInt, { description: 'Zero or more, in `unit`.' })
  countedQuantity: number;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;
}

@InputType({ description: 'Stock to hold back until a time.' })
export class ReserveStockInput {
  @Field(() => ID, { description: 'An ACTIVE product whose inventory is tracked.' })
  productId: string;

  @Field(() => ID, { description: 'Where.' })
  locationId: string;

  @Field(() => SafeInt, { description: 'Above zero, in `unit`.' })
  quantity: number;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;

  @Field(() => Int, { description: 'How long it holds; 1 to 31,622,400 (366 days).' })
  expiresInSeconds: number;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;
}

@InputType({ description: "The tenant's own settings; what is left out stays." })
export class SettingsInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether whoever requested an adjustment or a transfer may approve it.',
  })
  allowSelfApproval?: boolean;

  @Field(() => [DiscrepancyKind], {
    nullable: true,
    description: 'What the worker repairs by itself; none: it only reports.',
  })
  autoFixKinds?: DiscrepancyKind[];
}
