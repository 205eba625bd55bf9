import { Field, ID, InputType } from 'type-graphql';
import { DiscrepancyKind } from '../enums';
import { LocalDate, SafeInt } from '../scalars';

@InputType({ description: 'A discrepancy as an earlier comparison saw it.' })
export class ReportedDiscrepancyInput {
  @Field(() => DiscrepancyKind, { description: 'What was set against what.' })
  kind: DiscrepancyKind;

  @Field(() => ID, { description: 'The product.' })
  productId: string;

  @Field(() => ID, { nullable: true, description: 'The location.' })
  locationId?: string;

  @Field(() => ID, { nullable: true, description: 'The batch.' })
  batchId?: string;

  @Field(() => String, { nullable: true, description: 'The channel.' })
  channel?: string;

  @Field(() => String, { description: 'The figure, such as batch_stock.quantity.' })
  subject: string;

  @Field(() => LocalDate, { nullable: true, description: 'The day.' })
  businessDate?: string;

  @Field(() => SafeInt, { description: 'What it should have been.' })
  expected: number;

  @Field(() => SafeInt, { description: 'What it was.' })
  actual: number;
}

@InputType({ description: 'What to compare, and whether to repair it.' })
export class ReconcileInput {
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'True (the default): only plan.',
  })
  dryRun?: boolean;

  @Field(() => ID, { nullable: true, description: 'Only this product.' })
  productId?: string;

  @Field(() => ID, { nullable: true, description: 'Only this location.' })
  locationId?: string;

  @Field(() => [DiscrepancyKind], { nullable: true, description: 'Only these kinds.' })
  kinds?: DiscrepancyKind[];

  @Field(() => [ReportedDiscrepancyInput], {
    nullable: true,
    description:
      'What an earlier comparison found, instead of a comparison now; what moved since becomes STALE. At most 10,000.',
  })
  report?: ReportedDiscrepancyInput[];
}

@InputType({ description: 'What a channel shows of one product.' })
export class ChannelStockInput {
  @Field(() => String, { description: 'The SKU.' })
  sku: string;

  @Field(() => String, {
    nullable: true,
    description: 'The code of the location; left out: over all locations.',
  })
  locationCode?: string;

  @Field(() => SafeInt, { description: 'What it shows as available.' })
  quantity: number;

  @Field(() => SafeInt, { nullable: true, description: "The channel's own total of the product." })
  total?: number;

  @Field(() => Boolean, { nullable: true, description: 'Whether it shows the product at all.' })
  visible?: boolean;
}
