import { Field, ID, InputType } from 'type-graphql';
import { DateTimeISO, LocalDate, SafeInt } from '../scalars';
import { AMOUNT, BUSINESS_DATE, KEY, QUANTITY, UNIT } from './descriptions';

@InputType({ description: 'One product of a sale.' })
export class SaleLineInput {
  @Field(() => ID, { description: 'An ACTIVE product.' })
  productId: string;

  @Field(() => SafeInt, { nullable: true, description: QUANTITY })
  quantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, { nullable: true, description: UNIT })
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

  @Field(() => String, {
    nullable: true,
    description:
      'What one base unit is sold for: "12.50", with at most 6 digits after the point. Kept as a fact; a refund takes back its part of it.',
  })
  unitPrice?: string;
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
