import { Field, ID, InputType } from 'type-graphql';
import { AdjustmentType } from '../enums';
import { LocalDate, SafeInt } from '../scalars';
import { AMOUNT, BUSINESS_DATE, KEY, UNIT } from './descriptions';

@InputType({
  description: 'A change of stock of a batch at a location. It must be approved and completed.',
})
export class RequestAdjustmentInput {
  @Field(() => ID, { description: 'The batch.' })
  batchId: string;

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
