import { Field, ID, InputType, Int } from 'type-graphql';
import { AdjustmentType, CountMode, DiscrepancyKind } from '../enums';
import { LocalDate, SafeInt } from '../scalars';
import { AMOUNT, BUSINESS_DATE } from './document.input';

const KEY =
  'The same key with the same body returns the first result; with another body it is refused with IDEMPOTENCY_KEY_REUSED.';
const UNIT = 'A unit of the product; its base unit by default.';

@InputType({
  description: 'A change of stock of a batch at a location. It must be approved and completed.',
})
export class RequestAdjustmentInput {
  @Field(() => ID, { description: 'The batch.' })
  batchId: string;

  @Field(() => ID, { description: 'The location.' })
  locationId: string;

  @Field(() => AdjustmentType, { description: 'The cause.' })
  type: AdjustmentType;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Not zero, in `unit`; stock lost is negative. Either this or `amount`.',
  })
  quantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;

  @Field(() => String, { description: 'The reason; 1 to 2,000 characters.' })
  reason: string;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'The last movement sequence of the batch at the location that was read. If the batch has moved since, the request is refused with STALE_VERSION.',
  })
  expectedSequence?: number;

  @Field(() => LocalDate, {
    nullable: true,
    description: `${BUSINESS_DATE} An adjustment without one is of the day on which it is completed.`,
  })
  businessDate?: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'One product of a transfer.' })
export class TransferLineInput {
  @Field(() => ID, { description: 'A product whose inventory is tracked.' })
  productId: string;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Above zero, in `unit`. Either this or `amount`.',
  })
  quantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'A batch of the product; first expired, first out if not given.',
  })
  batchId?: string;
}

@InputType({ description: 'Goods to send from one location to another.' })
export class RequestTransferInput {
  @Field(() => ID, { description: 'The location that sends.' })
  fromLocationId: string;

  @Field(() => ID, { description: 'The location that receives.' })
  toLocationId: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;

  @Field(() => [TransferLineInput], { description: 'At least one, at most 1,000.' })
  lines: TransferLineInput[];
}

@InputType({ description: 'What arrived of a line of a transfer.' })
export class ReceiveTransferLineInput {
  @Field(() => ID, { description: 'The line of the transfer.' })
  transferLineId: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The batch that arrived, where it matters; by default the batches of the line in the order they left.',
  })
  batchId?: string;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Above zero, in `unit`. Either this or `amount`.',
  })
  quantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;
}

@InputType({ description: 'A counted quantity of a batch. Lines of the same batch are added up.' })
export class CountLineInput {
  @Field(() => ID, { description: 'The batch. It does not have to be expected there.' })
  batchId: string;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Zero or more, in `unit`. Either this or `amount`.',
  })
  countedQuantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;

  @Field(() => CountMode, {
    nullable: true,
    description:
      'SET, the default, replaces what was counted of the batch so far; ADD adds to it, as when two people count two shelves.',
  })
  mode?: CountMode;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'The sequence of the last movement of the batch at the location that was read before counting, 0 if there was none. The server adds the goods that moved since. Default: the present one. One that the chain has not reached is refused with SEQUENCE_NOT_REACHED.',
  })
  expectedSequence?: number;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'The version of the line that was read, 0 for a batch without a line. If others have counted since, the request is refused with STALE_VERSION, and details.entries are their entries.',
  })
  expectedVersion?: number;
}

@InputType({ description: 'Stock to reserve until a time.' })
export class ReserveStockInput {
  @Field(() => ID, { description: 'An ACTIVE product whose inventory is tracked.' })
  productId: string;

  @Field(() => ID, { description: 'The location.' })
  locationId: string;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Above zero, in `unit`. Either this or `amount`.',
  })
  quantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;

  @Field(() => Int, { description: 'Seconds until it expires; 1 to 31,622,400 (366 days).' })
  expiresInSeconds: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Free text to find it by, such as an order number; at most 200 characters. It need not be unique.',
  })
  reference?: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;
}

@InputType({ description: 'Settings of the tenant. Those that are not given stay unchanged.' })
export class SettingsInput {
  @Field(() => String, {
    nullable: true,
    description:
      'The time zone of business dates, by its name in the IANA database: "Europe/London". Refused with TIME_ZONE_FIXED once a day is closed, or while stock has moved on a day that has not begun there: details.possibleFrom is when it begins.',
  })
  timeZone?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the actor who requested an adjustment or a transfer may also approve it.',
  })
  allowSelfApproval?: boolean;

  @Field(() => [DiscrepancyKind], {
    nullable: true,
    description:
      'The kinds of discrepancies that the worker repairs automatically; with an empty list it only reports. NOT_LISTED is refused (DECISION_AUTOMATED): a status or a listing changes by a manual run of that kind alone.',
  })
  autoFixKinds?: DiscrepancyKind[];
}
