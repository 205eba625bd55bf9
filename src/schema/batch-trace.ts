import { Field, ObjectType } from 'type-graphql';
import { SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description:
    'A batch, or all batches of a lot, at one location. Base units. Source: batch_stock.',
})
export class BatchPlace {
  locationId: string;

  @Field(() => SafeInt, { description: 'Stock now.' })
  quantity: number;

  @Field(() => SafeInt, { description: 'Sold there, without voided sales.' })
  soldQuantity: number;

  @Field(() => SafeInt, { description: 'Returned there by refunds.' })
  refundedQuantity: number;

  @Field(() => SafeInt, { description: 'Received there by transfers.' })
  transferredInQuantity: number;

  @Field(() => SafeInt, { description: 'Sent from there by transfers.' })
  transferredOutQuantity: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The quantity that one sale took from a batch or lot.',
})
export class BatchSale {
  saleId: string;

  locationId: string;

  @Field(() => SafeInt, { description: 'Base units taken from the batch or lot.' })
  quantity: number;

  @Field(() => SafeInt, { description: 'Of these, returned by a void or refund.' })
  returnedQuantity: number;
}

@ObjectType({
  description:
    'The origin and the destinations of a batch: its receipt, locations, transfers, sales, and the sets that it went into.',
})
export class BatchTrace {
  batchId: string;

  receiptId: string;

  inTransit: number;
}

@ObjectType({
  description:
    'The origin and the destinations of a lot, over all its batches: receipts, locations, transfers, sales, and the sets that it went into.',
})
export class LotTrace {
  lotId: string;
}
