import { Field, ID, ObjectType } from 'type-graphql';
import { SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description:
    'A reservation of which less can be sold than is left of it: stock that was reserved has expired, is held, or stands at a location that is set apart. Reservations are met in the order in which they were made.',
})
export class UnmetReservation {
  productId: string;

  locationId: string;

  @Field(() => ID, { description: 'The id of the reservation.' })
  id: string;

  @Field(() => SafeInt, { description: 'What is left of the reservation, in base units.' })
  promised: number;

  @Field(() => SafeInt, {
    description: 'What is left of the reservations of the same stock that were made before it.',
  })
  earlier: number;

  @Field(() => SafeInt, {
    description: 'Stock of the product at the location that is neither expired nor held.',
  })
  sellable: number;

  @Field(() => SafeInt, { description: 'How much of `promised` cannot be sold now.' })
  missing: number;
}
