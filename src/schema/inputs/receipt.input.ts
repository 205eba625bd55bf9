import { Field, ID, InputType } from 'type-graphql';
import { LocalDate, SafeInt } from '../scalars';
import { AMOUNT, BUSINESS_DATE, KEY, QUANTITY, UNIT } from './descriptions';

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

  @Field(() => SafeInt, { nullable: true, description: QUANTITY })
  quantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, { nullable: true, description: UNIT })
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

  @Field(() => ID, {
    nullable: true,
    description:
      'The line of the purchase order that it came in for. Default: the only one of the product.',
  })
  purchaseOrderLineId?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Cost of one base unit: "12.50". Default: that of the line of the purchase order.',
  })
  unitCost?: string;
}

@InputType({ description: 'Goods to receive.' })
export class ReceiveStockInput {
  @Field(() => ID, { description: 'The location.' })
  locationId: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The supplier, as it is written on paper. Where `supplierId` or a purchase order names one, it is the name of that, and another text than its name or code is refused.',
  })
  supplier?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The supplier. Default: that of the purchase order.',
  })
  supplierId?: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The purchase order that the goods came in for, at its location. Each line is of one of its lines.',
  })
  purchaseOrderId?: string;

  @Field(() => String, { nullable: true, description: 'The number of the delivery note or order.' })
  reference?: string;

  @Field(() => LocalDate, { nullable: true, description: BUSINESS_DATE })
  businessDate?: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;

  @Field(() => [ReceiveStockLineInput], { description: 'At least one, at most 1,000.' })
  lines: ReceiveStockLineInput[];
}
