import { Field, ID, InputType } from 'type-graphql';
import { ReturnDisposition } from '../enums';
import { DateTimeISO, LocalDate, SafeInt } from '../scalars';

const KEY =
  'The same key with the same body returns the first result; with another body it is refused with IDEMPOTENCY_KEY_REUSED.';

export const AMOUNT =
  'Instead of the quantity, a decimal number of `unit` such as "0.333". It must be a whole number of base units, which the line then has: else AMOUNT_NOT_WHOLE, with the nearest two.';

export const BUSINESS_DATE =
  'The day that it belongs to, where that is not today; managers only give an earlier one. Not before 2000-01-01, on or after the last movement of each batch that it moves, and after the last closed day: else BUSINESS_DATE_OUT_OF_ORDER. Default: today in the time zone of the tenant.';

@InputType({ description: 'One batch of a receipt.' })
export class ReceiveStockLineInput {
  @Field(() => ID, { description: 'A product whose inventory is tracked.' })
  productId: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The maker's lot number, 1 to 128 characters. A number that the product has already, in whatever case, names that lot; without one the line gets a lot of its own.",
  })
  batchNumber?: string;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Above zero, in `unit`. Either this or `amount`.',
  })
  quantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, {
    nullable: true,
    description: 'A unit of the product; its base unit by default.',
  })
  unit?: string;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      "The last day of sale: on or after the day of receipt, unless `acceptExpired` is set. Left out for a known lot, it is the lot's; another date than the lot's is refused with LOT_EXPIRY_DIFFERS.",
  })
  expiryDate?: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Books goods in that have expired. They are EXPIRED, never available, and can be written off. Without it they are refused.',
  })
  acceptExpired?: boolean;

  @Field(() => String, { nullable: true, description: 'Cost of one base unit: "12.50".' })
  unitCost?: string;
}

@InputType({ description: 'Goods to receive.' })
export class ReceiveStockInput {
  @Field(() => ID, { description: 'The location.' })
  locationId: string;

  @Field(() => String, { nullable: true, description: 'The supplier.' })
  supplier?: string;

  @Field(() => String, { nullable: true, description: 'The number of the delivery note or order.' })
  reference?: string;

  @Field(() => LocalDate, { nullable: true, description: BUSINESS_DATE })
  businessDate?: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;

  @Field(() => [ReceiveStockLineInput], { description: 'At least one, at most 1,000.' })
  lines: ReceiveStockLineInput[];
}

@InputType({ description: 'One product of a sale.' })
export class SaleLineInput {
  @Field(() => ID, { description: 'An ACTIVE product.' })
  productId: string;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Above zero, in `unit`. Either this or `amount`.',
  })
  quantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, {
    nullable: true,
    description: 'A unit of the product; its base unit by default.',
  })
  unit?: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Take it from this batch of the product, or refuse. Left out: first expired, first out.',
  })
  batchId?: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Take it from batches of this lot of the product, first expired, first out, or refuse.',
  })
  lotId?: string;
}

@InputType({ description: 'A sale. It is recorded completely or not at all.' })
export class RecordSaleInput {
  @Field(() => ID, { description: 'The location.' })
  locationId: string;

  @Field(() => String, {
    nullable: true,
    description: 'Unique in the tenant; generated if not given.',
  })
  receiptNumber?: string;

  @Field(() => LocalDate, { nullable: true, description: BUSINESS_DATE })
  businessDate?: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;

  @Field(() => DateTimeISO, {
    nullable: true,
    description:
      'When it happened; not in the future (OCCURRED_IN_FUTURE), apart from 5 minutes for a clock that is fast. Informational: `businessDate` decides the day.',
  })
  occurredAt?: Date;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Active reservations at this location that the sale uses, each of a product that it sells; at most 1,000. A line takes from the one that was made first before the others; what it leaves stays reserved.',
  })
  reservationIds?: string[];

  @Field(() => [SaleLineInput], { description: 'At least one, at most 1,000.' })
  lines: SaleLineInput[];
}

@InputType({ description: 'The returned quantity of one sale line.' })
export class RefundLineInput {
  @Field(() => ID, { description: 'A line of the sale.' })
  saleLineId: string;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Above zero, in `unit`. Either this or `amount`.',
  })
  quantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, {
    nullable: true,
    description: 'A unit of the product; its base unit by default.',
  })
  unit?: string;

  @Field(() => ReturnDisposition, {
    nullable: true,
    description: 'What becomes of the goods; RESTOCK by default.',
  })
  disposition?: ReturnDisposition;
}

@InputType({ description: 'Returned goods of a sale.' })
export class RefundSaleInput {
  @Field(() => ID, { description: 'The sale.' })
  saleId: string;

  @Field(() => String, { description: 'The reason; 1 to 2,000 characters.' })
  reason: string;

  @Field(() => LocalDate, { nullable: true, description: BUSINESS_DATE })
  businessDate?: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Where the goods are brought; the location of the sale by default.',
  })
  locationId?: string;

  @Field(() => [RefundLineInput], { description: 'At least one, at most 1,000.' })
  lines: RefundLineInput[];
}
