import { Field, ObjectType } from 'type-graphql';
import { SafeInt } from './scalars';

@ObjectType({ simpleResolvers: true, description: 'How many of one unit.' })
export class UnitQuantity {
  @Field(() => String, { description: "One of the product's units." })
  unit: string;

  @Field(() => SafeInt, { description: 'How many of it.' })
  quantity: number;
}
