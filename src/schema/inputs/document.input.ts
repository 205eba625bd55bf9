import { Field, ID, InputType } from 'type-graphql';
import { DateTimeISO, LocalDate, SafeInt } from '../scalars';

const KEY =
  'The same key and body again gets the first answer; with another body IDEMPOTENCY_KEY_REUSED.';

@InputType({ description: 'One batch of a receipt.' })
export class ReceiveStockLineInput {
  @Field(() => ID, { description: 'A product whose inventory is tracked.' })
  productId: string;

  @Field(() => String, { description: '1 to 128 characters, unique in the product.' })
  batchNumber: string;

  @Field(() => SafeInt, { description: 'Above zero, in `unit`.' })
  quantity: number;

  @Field(() => String, {
    nullable: true,
    description: "One of the product's units; its base unit.",
  })
  unit?: string;

  @Field(() => LocalDate, { nullable: true, description: 'Not before the day it is received.' })
  expiryDate?: string;

  @Field(() => String, { nullable: true, description: 'Cost of one base unit: "12.50".' })
  unitCost?: string;
}

@InputType({ description: 'Goods that came in.' })
export class ReceiveStockInput {
  @Field(() => ID, { description: 'Where.' })
  locationId: string;

  @Field(() => String, { nullable: true, description: 'Who delivered.' })
  supplier?: string;

  @Field(() => String, { nullable: true, description: 'The delivery note or order.' })
  reference?: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;

  @Field(() => [ReceiveStockLineInput], { description: 'At least one, at most 1,000.' })
  lines: ReceiveStockLineInput[];
}

@InputType({ description: 'One product of a sale.' })
export class SaleLineInput {
  @Field(() => ID, { description: 'An ACTIVE product.' })
  productId: string;

  @Field(() => SafeInt, { description: 'Above zero, in `unit`.' })
  quantity: number;

  @Field(() => String, {
    nullable: true,
    description: "One of the product's units; its base unit.",
  })
  unit?: string;
}

@InputType({ description: 'A sale: all of it is taken, or nothing.' })
export class RecordSaleInput {
  @Field(() => ID, { description: 'Where.' })
  locationId: string;

  @Field(() => String, { nullable: true, description: 'Unique; made when left out.' })
  receiptNumber?: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;

  @Field(() => DateTimeISO, { nullable: true, description: 'When it happened: a label.' })
  occurredAt?: Date;

  @Field(() => [ID], {
    nullable: true,
    description: 'Live reservations at this location that this sale commits; at most 1,000.',
  })
  reservationIds?: string[];

  @Field(() => [SaleLineInput], { description: 'At least one, at most 1,000.' })
  lines: SaleLineInput[];
}

@InputType({ description: 'What comes back of one sale line.' })
export class RefundLineInput {
  @Field(() => ID, { description: 'A line of that sale.' })
  saleLineId: string;

  @Field(() => SafeInt, { description: 'Above zero, in base units.' })
  quantity: number;
}

@InputType({ description: 'Goods of a sale that come back.' })
export class RefundSaleInput {
  @Field(() => ID, { description: 'The sale.' })
  saleId: string;

  @Field(() => String, { description: 'Why; 1 to 2,000 characters.' })
  reason: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;

  @Field(() => [RefundLineInput], { description: 'At least one, at most 1,000.' })
  lines: RefundLineInput[];
}
