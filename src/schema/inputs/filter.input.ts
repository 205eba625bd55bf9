import { Field, ID, InputType } from 'type-graphql';
import { BatchStatus, MovementKind, ProductStatus } from '../enums';
import { AttributeValue, LocalDate } from '../scalars';

@InputType({
  description:
    'Holds if the product has the attribute with such a value: give eq, or gte and lte or one of them. Strings, numbers and booleans are found, each as what it is (5 is not "5"); null, lists and objects are not.',
})
export class AttributeFilter {
  @Field(() => String, { description: 'Exactly this name, at most 256 characters.' })
  name: string;

  @Field(() => AttributeValue, {
    nullable: true,
    description: 'Exactly this value. Numbers compare as double precision: 5 and 5.0 are one.',
  })
  eq?: string | number | boolean | null;

  @Field(() => AttributeValue, {
    nullable: true,
    description:
      'This value or a greater one: a number, or a string in the order of code points (which is the order of time for ISO 8601 dates).',
  })
  gte?: string | number | boolean | null;

  @Field(() => AttributeValue, {
    nullable: true,
    description: 'This value or a smaller one; of the same type as gte.',
  })
  lte?: string | number | boolean | null;
}

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

  @Field(() => [AttributeFilter], {
    nullable: true,
    description: 'All of these attributes must hold; at most 10.',
  })
  attributes?: AttributeFilter[];
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
