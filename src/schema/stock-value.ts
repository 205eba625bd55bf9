import { Field, ObjectType } from 'type-graphql';
import { LocalDate, SafeInt } from './scalars';

export const MONEY = 'In the currency of the tenant, rounded once.';
export const WITHOUT_COST =
  'How much of the quantity is of batches of which nobody has said what the goods cost. It is worth nothing here but the costs added to it.';

@ObjectType({ simpleResolvers: true, description: 'What a part of the stock is worth.' })
export class StockValueLine {
  productId: string | null;

  locationId: string | null;

  batchId?: string | null;

  @Field(() => String, {
    description: 'The key of the group: the product, the location, both, or the batch.',
  })
  key: string;

  @Field(() => SafeInt, { description: 'On hand. Base units.' })
  quantity: number;

  @Field(() => String, { description: `Quantity at the costs of its batches. ${MONEY}` })
  value: string;

  @Field(() => SafeInt, { description: WITHOUT_COST })
  quantityWithoutCost: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What stock was worth at the end of a day: each batch at its unit cost and the costs added to it by then. An earlier day never changes: a cost counts from its own business date.',
})
export class StockValue {
  @Field(() => LocalDate, { description: 'The day.' })
  at: string;

  @Field(() => String, { nullable: true, description: 'ISO 4217; null while none is set.' })
  currency: string | null;

  @Field(() => SafeInt, { description: 'On hand. Base units.' })
  quantity: number;

  @Field(() => String, {
    description: `The sum of what the lines are worth before they are rounded. ${MONEY}`,
  })
  value: string;

  @Field(() => SafeInt, { description: WITHOUT_COST })
  quantityWithoutCost: number;

  @Field(() => String, {
    nullable: true,
    description: `What was on its way between locations was worth; in no line. Null with a location. ${MONEY}`,
  })
  inTransitValue: string | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'How much of what was on its way had no cost. Null with a location. Base units.',
  })
  inTransitQuantityWithoutCost: number | null;

  @Field(() => [StockValueLine], {
    description: 'By SKU, then location. Groups with nothing left are not there.',
  })
  lines: StockValueLine[];
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What was sold of a product in a period, less refunds and voids: what it had cost, by the batches that it really came from, and what it brought.',
})
export class MarginLine {
  productId: string;

  @Field(() => SafeInt, { description: 'Sold less what came back. Base units.' })
  quantity: number;

  @Field(() => String, {
    description: `What the goods had cost, and what costs of the period added to goods that were sold before it. ${MONEY}`,
  })
  cost: string;

  @Field(() => String, {
    nullable: true,
    description: `What the sale lines with a unit price brought; null where none has one. ${MONEY}`,
  })
  revenue: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Revenue less cost; null where part of the quantity has no cost or no price. ${MONEY}`,
  })
  margin: string | null;

  @Field(() => SafeInt, {
    description:
      'How much of the quantity is of batches that have no cost by the end of the period. Where what was sold and what came back of other batches would cancel each other, both are counted.',
  })
  quantityWithoutCost: number;

  @Field(() => SafeInt, {
    description:
      'How much of the quantity has no price. Where what was sold and what came back of other sales would cancel each other, both are counted.',
  })
  quantityWithoutPrice: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'How long the stock of a product has been at hand, by when its batches came in. Base units.',
})
export class StockAgeLine {
  productId: string;

  locationId: string;

  @Field(() => SafeInt, { description: 'Received up to 30 days ago.' })
  days0to30: number;

  @Field(() => SafeInt, { description: 'Received 31 to 90 days ago.' })
  days31to90: number;

  @Field(() => SafeInt, { description: 'Received 91 to 180 days ago.' })
  days91to180: number;

  @Field(() => SafeInt, { description: 'Received more than 180 days ago.' })
  over180Days: number;

  @Field(() => String, { description: `What all of it is worth. ${MONEY}` })
  value: string;

  @Field(() => SafeInt, { description: WITHOUT_COST })
  quantityWithoutCost: number;
}
