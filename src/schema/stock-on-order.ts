import { Field, ObjectType } from 'type-graphql';
import { LocalDate, SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description: 'What is on order of a product for a location.',
})
export class StockOnOrder {
  productId: string;

  locationId: string;

  @Field(() => SafeInt, {
    description: 'Still to come by purchase orders that were placed. Base units.',
  })
  onOrder: number;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'When the first of it is expected; null where nobody said.',
  })
  expectedOn: string | null;
}
