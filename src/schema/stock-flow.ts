import { Field, ObjectType } from 'type-graphql';
import { SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description:
    "Where a product's intake went, warehouses and storefronts side by side. Base units. Source: batch_stock, transfers and stock counts.",
})
export class StockFlow {
  productId: string;

  @Field(() => SafeInt, { description: 'What came in, corrections and voids included; anywhere.' })
  intake: number;

  @Field(() => SafeInt, { description: 'Adjustments and counts at warehouses, signed.' })
  adjusted: number;

  @Field(() => SafeInt, {
    description: 'Dispatched from warehouses to storefronts, less what came back from them.',
  })
  transferredOut: number;

  @Field(() => SafeInt, { description: 'What warehouses can still give.' })
  warehouseAvailable: number;

  @Field(() => SafeInt, {
    description: 'Arrived at storefronts from warehouses or received there, less what went back.',
  })
  storefrontReceived: number;

  @Field(() => SafeInt, { description: 'Sold, less what was voided; anywhere.' })
  sold: number;

  @Field(() => SafeInt, { description: 'Brought back by refunds; anywhere.' })
  refunded: number;

  @Field(() => SafeInt, { description: 'On hand at storefronts by the ledger.' })
  storefrontExpected: number;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'The last figures counted there (of open and posted counts), carried along with what moved since; null when nothing was counted.',
  })
  storefrontCounted: number | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Counted less expected, over what was counted; zero once the count is posted.',
  })
  storefrontGap: number | null;

  @Field(() => SafeInt, { description: 'Adjustments and posted counts at storefronts, signed.' })
  storefrontAdjusted: number;

  @Field(() => SafeInt, { description: 'Dispatched and not yet arrived or returned.' })
  inTransit: number;

  @Field(() => SafeInt, { description: 'Written off after expiry; anywhere.' })
  expired: number;
}
