import { Field, ID, InputType } from 'type-graphql';
import { SafeInt } from '../scalars';

@InputType({ description: 'How little and how much of a product a location is to have.' })
export class StockPolicyInput {
  @Field(() => ID, { description: 'A product whose inventory is tracked.' })
  productId: string;

  @Field(() => ID, { description: 'The location.' })
  locationId: string;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'Zero or more, in base units. Null takes the policy back: without any, the reorder point of the product counts again.',
  })
  minimum?: number | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'At least the minimum, in base units; null: ordered up to the minimum.',
  })
  maximum?: number | null;
}
