import { Field, ID, InputType } from 'type-graphql';
import { LocalDate, SafeInt } from '../scalars';
import { AMOUNT, BUSINESS_DATE, KEY, QUANTITY, UNIT } from './descriptions';

@InputType({ description: 'Sets to put together from their components, at one location.' })
export class AssembleStockInput {
  @Field(() => ID, {
    description:
      'Goods that have components (`setKitComponents`); never a kit, which has no stock.',
  })
  productId: string;

  @Field(() => ID, { description: 'Where the parts are taken and the sets come in.' })
  locationId: string;

  @Field(() => SafeInt, { nullable: true, description: QUANTITY })
  quantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The lot number of the sets, 1 to 128 characters. Without one they get a lot of their own. One that the product has already is refused with LOT_EXPIRY_DIFFERS where its expiry date is not that of the parts.',
  })
  batchNumber?: string;

  @Field(() => LocalDate, { nullable: true, description: BUSINESS_DATE })
  businessDate?: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;
}
