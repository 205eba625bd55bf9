import { Field, ID, InputType, Int } from 'type-graphql';
import { SafeInt } from '../scalars';
import { AMOUNT, KEY, QUANTITY, UNIT } from './descriptions';

@InputType({ description: 'Stock to reserve until a time.' })
export class ReserveStockInput {
  @Field(() => ID, { description: 'An ACTIVE product whose inventory is tracked.' })
  productId: string;

  @Field(() => ID, { description: 'The location.' })
  locationId: string;

  @Field(() => SafeInt, { nullable: true, description: QUANTITY })
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
