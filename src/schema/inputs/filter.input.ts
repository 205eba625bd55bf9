import { Field, ID, InputType } from 'type-graphql';
import { BatchStatus, MovementKind, ProductStatus } from '../enums';
import { AttributeValue, LocalDate } from '../scalars';

@InputType({
  description:
    'Matches products that have the attribute with such a value. Give eq, or gte, lte or both. Values are strings, numbers and booleans, and types must match (5 is not "5"); null, lists and objects never match.',
})
export class AttributeFilter {
  @Field(() => String, { description: 'Exactly this name, at most 256 characters.' })
  name: string;

  @Field(() => AttributeValue, {
    nullable: true,
    description: 'Exactly this value. Numbers are compared in double precision, so 5 equals 5.0.',
  })
  eq?: string | number | boolean | null;

  @Field(() => AttributeValue, {
    nullable: true,
    description:
      'This value or greater: a number, or a string compared by code points (which orders ISO 8601 dates by time).',
  })
  gte?: string | number | boolean | null;

  @Field(() => AttributeValue, {
    nullable: true,
    description: 'This value or smaller; of the same type as gte.',
  })
  lte?: string | number | boolean | null;
}

@InputType({ description: 'All given conditions must hold.' })
export class ProductFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Part of the SKU or the name, without regard to case.',
  })
  search?: string;

  @Field(() => [String], { nullable: true, description: 'One of these SKUs.' })
  skus?: string[];

  @Field(() => ProductStatus, { nullable: true, description: 'This status.' })
  status?: ProductStatus;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: less is available than the reorder point. False: the opposite.',
  })
  belowReorderPoint?: boolean;

  @Field(() => [AttributeFilter], {
    nullable: true,
    description: 'All of these must match; at most 10.',
  })
  attributes?: AttributeFilter[];
}

@InputType({ description: 'All given conditions must hold.' })
export class BatchFilter {
  @Field(() => ID, { nullable: true, description: 'Of this product.' })
  productId?: string;

  @Field(() => ID, { nullable: true, description: 'Received at this location.' })
  locationId?: string;

  @Field(() => BatchStatus, { nullable: true, description: 'With this current status.' })
  status?: BatchStatus;

  @Field(() => LocalDate, { nullable: true, description: 'With an expiry date before this day.' })
  expiringBefore?: string;

  @Field(() => String, { nullable: true, description: 'With exactly this number.' })
  batchNumber?: string;
}

@InputType({ description: 'All given conditions must hold.' })
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
