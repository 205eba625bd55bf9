import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ApprovalKind } from './enums';
import { DateTimeISO } from './scalars';

@ObjectType({ simpleResolvers: true, description: 'A document that waits for approval.' })
export class PendingApproval {
  @Field(() => ApprovalKind, { description: 'The kind of document.' })
  kind: ApprovalKind;

  @Field(() => ID, {
    description:
      'The id of the adjustment, transfer or stock count; for TRANSFER_SHORT that of the transfer, as approveTransferShort takes it.',
  })
  id: string;

  @Field(() => String, {
    description: 'Who requested it; of a stock count, who counted its last batch.',
  })
  requestedBy: string;

  @Field(() => DateTimeISO, {
    description: 'When it was requested; of a stock count, when its last batch was settled.',
  })
  requestedAt: string;

  @Field(() => Int, { description: 'Days since the request, rounded down.' })
  waitingDays: number;
}
