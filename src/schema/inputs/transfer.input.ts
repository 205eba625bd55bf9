import { Field, ID, InputType } from 'type-graphql';
import { SafeInt } from '../scalars';
import { AMOUNT, KEY, QUANTITY, UNIT } from './descriptions';

@InputType({ description: 'One product of a transfer.' })
export class TransferLineInput {
  @Field(() => ID, { description: 'A product whose inventory is tracked.' })
  productId: string;

  @Field(() => SafeInt, { nullable: true, description: QUANTITY })
  quantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'A batch of the product; first expired, first out if not given.',
  })
  batchId?: string;
}

@InputType({ description: 'Goods to send from one location to another.' })
export class RequestTransferInput {
  @Field(() => ID, { description: 'The location that sends.' })
  fromLocationId: string;

  @Field(() => ID, { description: 'The location that receives.' })
  toLocationId: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;

  @Field(() => [TransferLineInput], { description: 'At least one, at most 1,000.' })
  lines: TransferLineInput[];
}

@InputType({ description: 'What arrived of a line of a transfer.' })
export class ReceiveTransferLineInput {
  @Field(() => ID, { description: 'The line of the transfer.' })
  transferLineId: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The batch that arrived, where it matters; by default the batches of the line in the order they left.',
  })
  batchId?: string;

  @Field(() => SafeInt, { nullable: true, description: QUANTITY })
  quantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;
}
