import { Field, ObjectType } from 'type-graphql';
import { SafeInt } from './scalars';

/** A resolver adds the batch, whose id is its own. */
@ObjectType({ simpleResolvers: true, description: 'A batch, and what of it is in stock.' })
export class BatchInStock {
  id: string;

  @Field(() => SafeInt, {
    description:
      'On hand at the location that was asked for, or at all; only what is in the state that was asked for. Base units.',
  })
  quantity: number;
}
