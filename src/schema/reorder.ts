import { Field, Float, Int, ObjectType } from 'type-graphql';
import { SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description:
    'What to buy of a product, and the numbers behind it. Quantities are base units unless a field says otherwise.',
})
export class ReorderSuggestion {
  productId: string;

  locationId: string;

  supplierId: string | null;

  @Field(() => Boolean, {
    description:
      'True where the product has no policy: `minimum` is its reorder point, and the figures are of all locations. `location` is then where it came to last.',
  })
  everywhere: boolean;

  @Field(() => SafeInt, { description: 'Available.' })
  available: number;

  @Field(() => SafeInt, { description: 'On order.' })
  onOrder: number;

  @Field(() => SafeInt, {
    description:
      'What transfers are bringing to `location` (of a product that is watched everywhere, to any) and could be sold today.',
  })
  inTransit: number;

  @Field(() => SafeInt, {
    description: 'Of which less is available, on order and in transit together.',
  })
  minimum: number;

  @Field(() => SafeInt, { nullable: true, description: 'Up to how much is ordered.' })
  maximum: number | null;

  @Field(() => SafeInt, {
    description:
      'Sold, or put into sets by assemblies, in the 28 days before today, without what came back.',
  })
  sold28: number;

  @Field(() => Int, {
    description: 'On how many of these days a unit of it that had not expired was in stock.',
  })
  daysInStock28: number;

  @Field(() => SafeInt, {
    description:
      'Sold, or put into sets by assemblies, in the 90 days before today, without what came back.',
  })
  sold90: number;

  @Field(() => Int, {
    description: 'On how many of these days a unit of it that had not expired was in stock.',
  })
  daysInStock90: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Sold on a day on which it was in stock, of the 28 days; null where it never was.',
  })
  soldPerDay28: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Sold on a day on which it was in stock, of the 90 days; null where it never was.',
  })
  soldPerDay90: number | null;

  @Field(() => Float, {
    description: 'That of the 28 days; of the 90 days where it was not in stock in those; else 0.',
  })
  soldPerDay: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'How many days what is available lasts at `soldPerDay`; null where nothing is sold.',
  })
  daysOfCover: number | null;

  @Field(() => SafeInt, {
    description:
      'What to order: `suggestedUnits` in base units. As many whole units as fit under the maximum, and no fewer than reach the minimum and than the supplier sells at least; never more than a line of an order takes.',
  })
  suggestedQuantity: number;

  @Field(() => SafeInt, { description: 'What to order, in `unit`.' })
  suggestedUnits: number;

  @Field(() => String, {
    description:
      'The unit in which the supplier sells it; the base unit without a supplier, and where its unit was retired.',
  })
  unit: string;

  @Field(() => Int, { nullable: true, description: 'The lead time of the supplier.' })
  leadTimeDays: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'What a base unit costs by the price of the supplier.',
  })
  unitCost: string | null;
}
