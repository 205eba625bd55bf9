import { Field, ID, InputType } from 'type-graphql';
import { LocationKind, ProductStatus } from '../enums';
import { JSONObject, SafeInt } from '../scalars';

@InputType({ description: 'A unit beside the base unit.' })
export class ProductUnitInput {
  @Field(() => String, { description: '1 to 32 characters.' })
  code: string;

  @Field(() => SafeInt, { description: 'Base units in one of it, above zero.' })
  factor: number;
}

@InputType({ description: 'A new product.' })
export class CreateProductInput {
  @Field(() => String, { description: '1 to 64 characters, unique, never changed.' })
  sku: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'The unit that quantities count: "unit".' })
  baseUnit?: string;

  @Field(() => ProductStatus, { nullable: true, description: 'ACTIVE unless given.' })
  status?: ProductStatus;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True unless given; false sells without stock.',
  })
  trackInventory?: boolean;

  @Field(() => SafeInt, { nullable: true, description: 'Zero or more, in base units.' })
  reorderPoint?: number;

  @Field(() => [ProductUnitInput], { nullable: true, description: 'Packs, pallets and the like.' })
  units?: ProductUnitInput[];

  @Field(() => JSONObject, { nullable: true, description: 'Anything else, as a JSON object.' })
  attributes?: Record<string, unknown>;
}

@InputType({ description: 'What to change of a product; a field that is left out stays.' })
export class UpdateProductInput {
  @Field(() => ID, { description: 'The product.' })
  id: string;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  name?: string;

  @Field(() => ProductStatus, { nullable: true, description: 'Only an ACTIVE product is sold.' })
  status?: ProductStatus;

  @Field(() => SafeInt, { nullable: true, description: 'Zero or more; null takes it away.' })
  reorderPoint?: number | null;

  @Field(() => JSONObject, { nullable: true, description: 'Replaces all attributes.' })
  attributes?: Record<string, unknown>;

  @Field(() => SafeInt, {
    nullable: true,
    description: "The product's version that was read; another one now is STALE_VERSION.",
  })
  expectedVersion?: number;
}

@InputType({ description: 'A new location.' })
export class CreateLocationInput {
  @Field(() => String, { description: '1 to 64 characters, unique.' })
  code: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  name: string;

  @Field(() => LocationKind, { description: 'Warehouse or storefront.' })
  kind: LocationKind;
}
