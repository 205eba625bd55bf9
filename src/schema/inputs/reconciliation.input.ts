import { Field, ID, InputType } from 'type-graphql';
import { DiscrepancyKind } from '../reconciliation-enums';
import { LocalDate, SafeInt } from '../scalars';

@InputType({ description: 'A discrepancy that an earlier comparison found.' })
export class ReportedDiscrepancyInput {
  @Field(() => DiscrepancyKind, { description: 'What was compared.' })
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

  @Field(() => SafeInt, { description: 'The correct value then.' })
  expected: number;

  @Field(() => SafeInt, { description: 'The stored value then.' })
  actual: number;
}

@InputType({ description: 'What to compare, and whether to repair it.' })
export class ReconcileInput {
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'True (the default): plan repairs without applying them.',
  })
  dryRun?: boolean;

  @Field(() => ID, { nullable: true, description: 'Only this product.' })
  productId?: string;

  @Field(() => ID, { nullable: true, description: 'Only this location.' })
  locationId?: string;

  @Field(() => [DiscrepancyKind], {
    nullable: true,
    description:
      'Only these kinds. NOT_LISTED is repaired only where it is the only one: it changes a status or a listing.',
  })
  kinds?: DiscrepancyKind[];

  @Field(() => [ReportedDiscrepancyInput], {
    nullable: true,
    description:
      'Discrepancies of an earlier comparison to use instead of a new one. Those that have changed since become STALE. At most 10,000.',
  })
  report?: ReportedDiscrepancyInput[];
}

@InputType({ description: "A channel's figures of one product." })
export class ChannelStockInput {
  @Field(() => String, { description: 'The SKU.' })
  sku: string;

  @Field(() => String, {
    nullable: true,
    description: 'The code of the location; all locations if not given.',
  })
  locationCode?: string;

  @Field(() => SafeInt, { description: 'The quantity it shows as available.' })
  quantity: number;

  @Field(() => SafeInt, { nullable: true, description: "The channel's own total of the product." })
  total?: number;

  @Field(() => Boolean, { nullable: true, description: 'Whether it lists the product.' })
  visible?: boolean;
}
