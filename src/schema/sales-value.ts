import { Field, Float, ObjectType } from 'type-graphql';
import { SafeInt } from './scalars';
import { MONEY, WITHOUT_COST } from './stock-value';
import { AbcClass } from './value-enums';

@ObjectType({
  simpleResolvers: true,
  description: 'A product by what its sales brought in a period.',
})
export class AbcLine {
  productId: string;

  @Field(() => SafeInt, { description: 'Sold less what came back. Base units.' })
  quantity: number;

  @Field(() => String, { description: MONEY })
  revenue: string;

  @Field(() => Float, { description: 'Of the revenue of all products, in percent.' })
  sharePercent: number;

  @Field(() => Float, { description: 'Its share and those of the products before it.' })
  cumulativePercent: number;

  @Field(() => AbcClass, { description: 'A up to 80 % of the revenue, B up to 95 %, C the rest.' })
  class: AbcClass;

  @Field(() => SafeInt, {
    description: 'How much of it has no price, as in `margin`. It is in no revenue. Base units.',
  })
  quantityWithoutPrice: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A product at the weighted average of all that was bought of it, beside the costs of its own batches.',
})
export class AverageCostLine {
  productId: string;

  @Field(() => SafeInt, { description: 'On hand. Base units.' })
  quantity: number;

  @Field(() => SafeInt, { description: 'Bought with a cost by then. Base units.' })
  purchasedQuantity: number;

  @Field(() => SafeInt, {
    description: 'Bought without a cost by then; not in the average. Base units.',
  })
  purchasedWithoutCost: number;

  @Field(() => String, {
    nullable: true,
    description: 'What one base unit cost on average, with all costs added by then.',
  })
  averageCost: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Quantity at the average; null where there is none. ${MONEY}`,
  })
  valueAtAverage: string | null;

  @Field(() => String, { description: `Quantity at the costs of its batches. ${MONEY}` })
  value: string;

  @Field(() => SafeInt, { description: WITHOUT_COST })
  quantityWithoutCost: number;
}
