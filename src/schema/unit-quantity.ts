import { Field, ObjectType } from 'type-graphql';
import { SafeInt } from './scalars';

@ObjectType({ simpleResolvers: true, description: 'A quantity in a unit.' })
export class UnitQuantity {
  @Field(() => String, { description: 'A unit of the product.' })
  unit: string;

  @Field(() => SafeInt, { description: 'The quantity in this unit.' })
  quantity: number;
}
