import { Field, Int, ObjectType } from 'type-graphql';
import { DiscrepancyKind } from './reconciliation-enums';

@ObjectType({ simpleResolvers: true, description: 'The tenant and its settings.' })
export class Settings {
  @Field(() => String, { description: "The tenant's code." })
  code: string;

  @Field(() => String, { description: "The tenant's name." })
  name: string;

  @Field(() => String, { description: 'The time zone of business dates.' })
  timeZone: string;

  @Field(() => String, {
    nullable: true,
    description: 'The currency of costs and prices (ISO 4217); null while none is set.',
  })
  currency: string | null;

  @Field(() => Boolean, {
    description: 'Whether the actor who requested an adjustment or a transfer may also approve it.',
  })
  allowSelfApproval: boolean;

  @Field(() => Int, {
    description:
      'How much more than was ordered is received for a line of a purchase order, in percent: 0 to 100. It counts for orders that are written from then on.',
  })
  overReceiptPercent: number;

  @Field(() => [DiscrepancyKind], {
    description: 'The kinds of discrepancies that the worker repairs automatically.',
  })
  autoFixKinds: DiscrepancyKind[];
}
