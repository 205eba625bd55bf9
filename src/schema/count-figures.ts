import { Field, ObjectType } from 'type-graphql';
import { SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description: 'What was expected and counted of a batch, in base units.',
})
export class CountFigures {
  @Field(() => SafeInt, { description: 'As StockCountLine.expectedQuantity.' })
  expectedQuantity: number;

  @Field(() => SafeInt, { description: 'As StockCountLine.countedQuantity.' })
  countedQuantity: number;

  @Field(() => SafeInt, { description: 'As StockCountLine.variance.' })
  variance: number;
}
