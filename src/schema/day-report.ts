import { Field, ObjectType } from 'type-graphql';
import { LocalDate, SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description:
    'What a period did to stock. Base units; sums by kind are signed as they moved. Source: daily_stock.',
})
export class StockAuditLine {
  productId: string;

  locationId: string | null;

  @Field(() => String, {
    description: 'The product, and the location or day that it is grouped by.',
  })
  key: string;

  @Field(() => LocalDate, { nullable: true, description: 'The day, where grouped by it.' })
  businessDate: string | null;

  @Field(() => SafeInt, { description: 'On hand before the first day.' })
  opening: number;

  @Field(() => SafeInt, { description: 'Received, corrections and voided receipts included.' })
  purchases: number;

  @Field(() => SafeInt, { description: 'Sold, less what was voided; negative.' })
  sales: number;

  @Field(() => SafeInt, { description: 'Brought back by refunds.' })
  refunds: number;

  @Field(() => SafeInt, { description: 'Adjustments and posted counts.' })
  adjustments: number;

  @Field(() => SafeInt, { description: 'Arrived by transfers.' })
  transfersIn: number;

  @Field(() => SafeInt, { description: 'Sent by transfers; negative.' })
  transfersOut: number;

  @Field(() => SafeInt, { description: 'Written off after expiry; negative.' })
  expired: number;

  @Field(() => SafeInt, { description: 'Closing less opening.' })
  netChange: number;

  @Field(() => SafeInt, { description: 'On hand after the last day.' })
  closing: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'One day of a product at a location. Base units; sums by kind are signed.',
})
export class DailyStock {
  id: string;

  productId: string;

  locationId: string;

  @Field(() => LocalDate, { description: 'The day.' })
  businessDate: string;

  @Field(() => SafeInt, { description: 'On hand before its first movement.' })
  opening: number;

  @Field(() => SafeInt, { description: 'Received, corrections and voided receipts included.' })
  purchases: number;

  @Field(() => SafeInt, { description: 'Sold, less what was voided; negative.' })
  sales: number;

  @Field(() => SafeInt, { description: 'Brought back by refunds.' })
  refunds: number;

  @Field(() => SafeInt, { description: 'Adjustments and posted counts.' })
  adjustments: number;

  @Field(() => SafeInt, { description: 'Arrived by transfers.' })
  transfersIn: number;

  @Field(() => SafeInt, { description: 'Sent by transfers; negative.' })
  transfersOut: number;

  @Field(() => SafeInt, { description: 'Written off after expiry; negative.' })
  expired: number;

  @Field(() => SafeInt, { description: 'Closing less opening.' })
  netChange: number;

  @Field(() => SafeInt, { description: 'On hand after its last movement.' })
  closing: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A day that does not begin with what the one before it ended with.',
})
export class ContinuityBreak {
  productId: string;

  locationId: string;

  @Field(() => LocalDate, { description: 'The day.' })
  businessDate: string;

  @Field(() => SafeInt, { description: 'What the last day before it closed with.' })
  previousClosing: number;

  @Field(() => SafeInt, { description: 'What it opens with.' })
  opening: number;
}

@ObjectType({ simpleResolvers: true, description: 'A day that was closed, and its checkpoint.' })
export class ClosedDay {
  @Field(() => LocalDate, { description: 'The day.' })
  businessDate: string;

  @Field(() => String, { description: 'Who closed it.' })
  closedBy: string;

  @Field(() => SafeInt, { description: 'Chains that the checkpoint covers.' })
  chains: number;

  @Field(() => SafeInt, { description: 'Movements that the checkpoint covers.' })
  movements: number;

  @Field(() => String, {
    description:
      'SHA-256 in hex over the day, the checkpoint before it and the head of every chain: keep it elsewhere.',
  })
  hash: string;
}
