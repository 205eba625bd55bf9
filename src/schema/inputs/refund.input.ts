import { Field, ID, InputType } from 'type-graphql';
import { ReturnDisposition } from '../enums';
import { LocalDate, SafeInt } from '../scalars';
import { AMOUNT, BUSINESS_DATE, KEY, QUANTITY, UNIT } from './descriptions';

@InputType({ description: 'The returned quantity of one sale line.' })
export class RefundLineInput {
  @Field(() => ID, { description: 'A line of the sale.' })
  saleLineId: string;

  @Field(() => SafeInt, { nullable: true, description: QUANTITY })
  quantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, { nullable: true, description: UNIT })
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
