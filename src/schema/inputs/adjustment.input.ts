import { Field, ID, InputType } from 'type-graphql';
import { AdjustmentType } from '../enums';
import { LocalDate, SafeInt } from '../scalars';
import { AMOUNT, BATCH_OR_LOT, BUSINESS_DATE, KEY, LOT_OF_BATCH, UNIT } from './descriptions';

@InputType({
  description: 'A change of stock of a batch at a location. It must be approved and completed.',
})
export class RequestAdjustmentInput {
  @Field(() => ID, {
    nullable: true,
    description: `The batch. ${BATCH_OR_LOT}`,
  })
  batchId?: string;

  @Field(() => ID, { nullable: true, description: 'The product of the lot.' })
  productId?: string;

  @Field(() => String, { nullable: true, description: LOT_OF_BATCH })
  lotNumber?: string;

  @Field(() => ID, { description: 'The location.' })
  locationId: string;

  @Field(() => AdjustmentType, { description: 'The cause.' })
  type: AdjustmentType;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Not zero, in `unit`; stock lost is negative. Either this or `amount`.',
  })
  quantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;

  @Field(() => String, { description: 'The reason; 1 to 2,000 characters.' })
  reason: string;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'The last movement sequence of the batch at the location that was read. If the batch has moved since, the request is refused with STALE_VERSION.',
  })
  expectedSequence?: number;

  @Field(() => LocalDate, {
    nullable: true,
    description: `${BUSINESS_DATE} An adjustment without one is of the day on which it is completed.`,
  })
  businessDate?: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;
}
