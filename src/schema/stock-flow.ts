import { Field, ObjectType } from 'type-graphql';
import { SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description:
    'Where the intake of a product went, by warehouses and storefronts. Base units. Source: batch_stock, transfers and stock counts.',
})
export class StockFlow {
  productId: string;

  @Field(() => SafeInt, {
    description: 'Received at all locations, less voided receipts, with corrections of intake.',
  })
  intake: number;

  @Field(() => SafeInt, { description: 'Adjustments and posted counts at warehouses, signed.' })
  adjusted: number;

  @Field(() => SafeInt, {
    description: 'Dispatched from warehouses to storefronts, less what was sent back.',
  })
  transferredOut: number;

  @Field(() => SafeInt, { description: 'Available at warehouses.' })
  warehouseAvailable: number;

  @Field(() => SafeInt, {
    description: 'Received at storefronts, from warehouses or suppliers, less what was sent back.',
  })
  storefrontReceived: number;

  @Field(() => SafeInt, { description: 'Sold at all locations, without voided sales.' })
  sold: number;

  @Field(() => SafeInt, { description: 'Returned by refunds at all locations.' })
  refunded: number;

  @Field(() => SafeInt, { description: 'On hand at storefronts according to the ledger.' })
  storefrontExpected: number;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'The last counted quantities at storefronts (of open and posted counts), plus the goods that moved since; null if nothing was counted. A figure is left out once what moved after it is in an archive.',
  })
  storefrontCounted: number | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Counted minus expected, for the counted batches; zero once the count is posted.',
  })
  storefrontGap: number | null;

  @Field(() => SafeInt, { description: 'Adjustments and posted counts at storefronts, signed.' })
  storefrontAdjusted: number;

  @Field(() => SafeInt, { description: 'Dispatched but not yet received or returned.' })
  inTransit: number;

  @Field(() => SafeInt, { description: 'Written off after expiry at all locations.' })
  expired: number;

  @Field(() => SafeInt, { description: 'On hand in quarantine locations.' })
  quarantined: number;

  @Field(() => SafeInt, { description: 'Adjustments and posted counts in quarantine, signed.' })
  quarantineAdjusted: number;
}
