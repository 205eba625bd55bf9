import { Field, ID, InputType } from 'type-graphql';
import { BatchStatus, MovementKind, ProductStatus } from '../enums';
import { LocalDate } from '../scalars';

@InputType({ description: 'All that are given must hold.' })
export class ProductFilter {
  @Field(() => String, { nullable: true, description: 'Part of the SKU or the name, any case.' })
  search?: string;

  @Field(() => [String], { nullable: true, description: 'One of these SKUs.' })
  skus?: string[];

  @Field(() => ProductStatus, { nullable: true, description: 'This status.' })
  status?: ProductStatus;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: less available than the reorder point. False: not so.',
  })
  belowReorderPoint?: boolean;
}

@InputType({ description: 'All that are given must hold.' })
export class BatchFilter {
  @Field(() => ID, { nullable: true, description: 'Of this product.' })
  productId?: string;

  @Field(() => ID, { nullable: true, description: 'Received at this location.' })
  locationId?: string;

  @Field(() => BatchStatus, { nullable: true, description: 'In this status now.' })
  status?: BatchStatus;

  @Field(() => LocalDate, { nullable: true, description: 'With an expiry date before this day.' })
  expiringBefore?: string;

  @Field(() => String, { nullable: true, description: 'With exactly this number.' })
  batchNumber?: string;
}

@InputType({ description: 'All that are given must hold.' })
export class MovementFilter {
  @Field(() => ID, { nullable: true, description: 'Of this product.' })
  productId?: string;

  @Field(() => ID, { nullable: true, description: 'Of this batch.' })
  batchId?: string;

  @Field(() => ID, { nullable: true, description: 'At this location.' })
  locationId?: string;

  @Field(() => [MovementKind], { nullable: true, description: 'Of one of these kinds.' })
  kinds?: MovementKind[];

  @Field(() => LocalDate, { nullable: true, description: 'On this business date or later.' })
  businessDateFrom?: string;

  @Field(() => LocalDate, { nullable: true, description: 'On this business date or earlier.' })
  businessDateTo?: string;

  @Field(() => ID, { nullable: true, description: 'Caused by this document.' })
  documentId?: string;

  @Field(() => String, { nullable: true, description: 'Caused by this actor.' })
  actor?: string;
}
