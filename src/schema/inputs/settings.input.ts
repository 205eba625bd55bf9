import { Field, Int, InputType } from 'type-graphql';
import { DiscrepancyKind } from '../reconciliation-enums';

@InputType({ description: 'Settings of the tenant. Those that are not given stay unchanged.' })
export class SettingsInput {
  @Field(() => String, {
    nullable: true,
    description:
      'The time zone of business dates, by its name in the IANA database: "Europe/London". Refused with TIME_ZONE_FIXED once a day is closed, or while stock has moved on a day that has not begun there: details.possibleFrom is when it begins.',
  })
  timeZone?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The currency of costs and prices, by its ISO 4217 code: "EUR". Refused with CURRENCY_FIXED once there are costs or prices in another one.',
  })
  currency?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the actor who requested an adjustment or a transfer may also approve it.',
  })
  allowSelfApproval?: boolean;

  @Field(() => Int, {
    nullable: true,
    description:
      'How much more than was ordered is received for a line of a purchase order, in percent: 0 to 100. It counts for orders that are written from then on.',
  })
  overReceiptPercent?: number;

  @Field(() => [DiscrepancyKind], {
    nullable: true,
    description:
      'The kinds of discrepancies that the worker repairs automatically; with an empty list it only reports. NOT_LISTED is refused (DECISION_AUTOMATED): a status or a listing changes by a manual run of that kind alone.',
  })
  autoFixKinds?: DiscrepancyKind[];
}
