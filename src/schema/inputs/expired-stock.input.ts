import { Field, ID, InputType } from 'type-graphql';
import { SafeInt } from '../scalars';

@InputType({ description: 'Expired stock of one batch at one location, as a dry run listed it.' })
export class ExpiredStockInput {
  @Field(() => ID, { description: 'The batch.' })
  batchId: string;

  @Field(() => ID, { description: 'The location.' })
  locationId: string;

  @Field(() => SafeInt, { description: 'Base units.' })
  quantity: number;
}
