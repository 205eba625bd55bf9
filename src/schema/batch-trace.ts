import { Field, ObjectType } from 'type-graphql';
import { SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description: 'A batch at one place. Base units; source: batch_stock.',
})
export class BatchPlace {
  batchId: string;

  locationId: string;

  @Field(() => SafeInt, { description: 'What is there now.' })
  quantity: number;

  @Field(() => SafeInt, { description: 'Sold there, less what was voided.' })
  soldQuantity: number;

  @Field(() => SafeInt, { description: 'Brought back there by refunds.' })
  refundedQuantity: number;

  @Field(() => SafeInt, { description: 'Arrived there by transfers.' })
  transferredInQuantity: number;

  @Field(() => SafeInt, { description: 'Sent from there by transfers.' })
  transferredOutQuantity: number;
}

@ObjectType({ simpleResolvers: true, description: 'What one sale took from a batch.' })
export class BatchSale {
  saleId: string;

  locationId: string;

  @Field(() => SafeInt, { description: 'Base units taken from the batch.' })
  quantity: number;

  @Field(() => SafeInt, { description: 'Of these, brought back by void or refund.' })
  returnedQuantity: number;
}

@ObjectType({
  description:
    'Where a batch came from and where it went: back to its receipt, forward to locations, transfers and sales.',
})
export class BatchTrace {
  batchId: string;

  receiptId: string;

  inTransit: number;
}
