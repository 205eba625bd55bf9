import { Field, ID, InputType } from 'type-graphql';
import { CountMode, VarianceReason } from '../count-enums';
import { SafeInt } from '../scalars';
import { AMOUNT, BATCH_OR_LOT, LOT_OF_BATCH, UNIT } from './descriptions';

@InputType({ description: 'A counted quantity of a batch. Lines of the same batch are added up.' })
export class CountLineInput {
  @Field(() => ID, {
    nullable: true,
    description: `The batch. It does not have to be expected there. ${BATCH_OR_LOT}`,
  })
  batchId?: string;

  @Field(() => ID, { nullable: true, description: 'The product of the lot.' })
  productId?: string;

  @Field(() => String, { nullable: true, description: LOT_OF_BATCH })
  lotNumber?: string;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Zero or more, in `unit`. Either this or `amount`.',
  })
  countedQuantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;

  @Field(() => CountMode, {
    nullable: true,
    description:
      'SET, the default, replaces what was counted of the batch so far; ADD adds to it, as when two people count two shelves.',
  })
  mode?: CountMode;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'The sequence of the last movement of the batch at the location that was read before counting, 0 if there was none. The server adds the goods that moved since. Default: the present one. One that the chain has not reached is refused with SEQUENCE_NOT_REACHED.',
  })
  expectedSequence?: number;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'The version of the line that was read, 0 for a batch without a line. If others have counted since, the request is refused with STALE_VERSION, and details.entries are their entries.',
  })
  expectedVersion?: number;
}

@InputType({ description: 'Why the quantity of a batch differed from what was expected.' })
export class VarianceReasonInput {
  @Field(() => ID, { description: 'A batch that has a line in the count.' })
  batchId: string;

  @Field(() => VarianceReason, { description: 'The reason.' })
  reason: VarianceReason;

  @Field(() => String, { nullable: true, description: 'More words, 1 to 2,000 characters.' })
  note?: string;
}
