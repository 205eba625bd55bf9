import { Field, ID, InputType, Int } from 'type-graphql';
import { SafeInt } from '../scalars';
import { UNIT } from './descriptions';

@InputType({ description: 'Changes of a supplier. Fields that are not given stay unchanged.' })
export class UpdateSupplierInput {
  @Field(() => ID, { description: 'The supplier.' })
  id: string;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  name?: string;

  @Field(() => Int, { nullable: true, description: '0 to 3,650 days; null where nobody knows.' })
  leadTimeDays?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False: it is not suggested and gets no new order.',
  })
  active?: boolean;
}

@InputType({
  description: 'What a supplier sells of a product. Fields that are not given stay unchanged.',
})
export class SupplierProductInput {
  @Field(() => ID, { description: 'The supplier.' })
  supplierId: string;

  @Field(() => ID, { description: 'The product.' })
  productId: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The supplier's code for it, 1 to 128 characters. It becomes one of the product's codes, and stays one when it is changed here; null removes it here.",
  })
  code?: string | null;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The price of one `unit`: "12.50"; null removes it. Another unit without a price has none.',
  })
  price?: string | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'The least that can be ordered, in `unit`; 1 by default.',
  })
  minimumQuantity?: number;

  @Field(() => Boolean, { nullable: true, description: 'False: the supplier no longer sells it.' })
  active?: boolean;
}
