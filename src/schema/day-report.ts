import { Field, ObjectType } from 'type-graphql';
import { LocalDate, SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description:
    'Stock and its changes in a period. Base units; sums by kind are signed. Source: daily_stock.',
})
export class StockAuditLine {
  id: string;

  productId: string;

  locationId: string | null;

  @Field(() => String, {
    description: 'The key of the group: the product, with the location or day.',
  })
  key: string;

  @Field(() => LocalDate, { nullable: true, description: 'The day, if grouped by day.' })
  businessDate: string | null;

  @Field(() => SafeInt, { description: 'On hand before the first day.' })
  opening: number;

  @Field(() => SafeInt, {
    description: 'Received, less voided receipts, with corrections of intake.',
  })
  purchases: number;

  @Field(() => SafeInt, { description: 'Sold, without voided sales; negative.' })
  sales: number;

  @Field(() => SafeInt, { description: 'Returned by refunds.' })
  refunds: number;

  @Field(() => SafeInt, { description: 'Adjustments and posted counts.' })
  adjustments: number;

  @Field(() => SafeInt, { description: 'Received by transfers.' })
  transfersIn: number;

  @Field(() => SafeInt, { description: 'Sent by transfers; negative.' })
  transfersOut: number;

  @Field(() => SafeInt, { description: 'Written off after expiry; negative.' })
  expired: number;

  @Field(() => SafeInt, { description: 'Closing minus opening.' })
  netChange: number;

  @Field(() => SafeInt, { description: 'On hand after the last day.' })
  closing: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Stock and its changes of a product at a location on one day. Base units; sums by kind are signed.',
})
export class DailyStock {
  id: string;

  productId: string;

  locationId: string;

  @Field(() => LocalDate, { description: 'The day.' })
  businessDate: string;

  @Field(() => SafeInt, { description: 'On hand before its first movement.' })
  opening: number;

  @Field(() => SafeInt, {
    description: 'Received, less voided receipts, with corrections of intake.',
  })
  purchases: number;

  @Field(() => SafeInt, { description: 'Sold, without voided sales; negative.' })
  sales: number;

  @Field(() => SafeInt, { description: 'Returned by refunds.' })
  refunds: number;

  @Field(() => SafeInt, { description: 'Adjustments and posted counts.' })
  adjustments: number;

  @Field(() => SafeInt, { description: 'Received by transfers.' })
  transfersIn: number;

  @Field(() => SafeInt, { description: 'Sent by transfers; negative.' })
  transfersOut: number;

  @Field(() => SafeInt, { description: 'Written off after expiry; negative.' })
  expired: number;

  @Field(() => SafeInt, { description: 'Closing minus opening.' })
  netChange: number;

  @Field(() => SafeInt, { description: 'On hand after its last movement.' })
  closing: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A day whose opening differs from the closing of the day before.',
})
export class ContinuityBreak {
  productId: string;

  locationId: string;

  @Field(() => LocalDate, { description: 'The day.' })
  businessDate: string;

  @Field(() => SafeInt, { description: 'The closing of the last day before it.' })
  previousClosing: number;

  @Field(() => SafeInt, { description: 'Its opening.' })
  opening: number;
}
