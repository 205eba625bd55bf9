import { Field, ID, InputType } from 'type-graphql';
import { LocationKind, ProductCodeKind, ProductKind, ProductStatus } from '../enums';
import { JSONObject, SafeInt } from '../scalars';

@InputType({ description: 'A unit other than the base unit.' })
export class ProductUnitInput {
  @Field(() => String, { description: '1 to 32 characters.' })
  code: string;

  @Field(() => SafeInt, { description: 'Base units in one of it, above zero.' })
  factor: number;
}

@InputType({ description: 'A code that finds a product, other than its SKU.' })
export class ProductCodeInput {
  @Field(() => String, {
    description:
      '1 to 128 characters, unique among all codes of the tenant. A GTIN has 8, 12, 13 or 14 digits.',
  })
  code: string;

  @Field(() => ProductCodeKind, {
    description: 'GTIN, INTERNAL or SUPPLIER. A SKU is changed by changeSku.',
  })
  kind: ProductCodeKind;

  @Field(() => String, {
    nullable: true,
    description: 'The unit that carries the code; the base unit by default.',
  })
  unit?: string;
}

@InputType({
  description: 'What a kit, or goods that are assembled in advance, have of one component.',
})
export class KitComponentInput {
  @Field(() => ID, { description: 'A product of the kind GOODS whose inventory is tracked.' })
  productId: string;

  @Field(() => SafeInt, {
    description: 'Base units of it in one base unit of the kit or the set, above zero.',
  })
  quantity: number;
}

@InputType({ description: 'A new product.' })
export class CreateProductInput {
  @Field(() => String, {
    description: '1 to 64 characters, unique in the tenant.',
  })
  sku: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  name: string;

  @Field(() => String, {
    nullable: true,
    description: 'The unit of all quantities; "unit" by default.',
  })
  baseUnit?: string;

  @Field(() => ProductStatus, { nullable: true, description: 'ACTIVE by default.' })
  status?: ProductStatus;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True by default; false for what is sold without stock, but for a kit, whose components are.',
  })
  trackInventory?: boolean;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Zero or more, in base units; a kit has none.',
  })
  reorderPoint?: number;

  @Field(() => [ProductUnitInput], { nullable: true, description: 'Packs, pallets and similar.' })
  units?: ProductUnitInput[];

  @Field(() => [ProductCodeInput], { nullable: true, description: 'Barcodes and similar.' })
  codes?: ProductCodeInput[];

  @Field(() => ProductKind, {
    nullable: true,
    description: 'GOODS by default. It cannot be changed later.',
  })
  kind?: ProductKind;

  @Field(() => [KitComponentInput], {
    nullable: true,
    description:
      'What it is put together from, each product once: of a KIT, when it is sold, at least one; of GOODS, by assembleStock.',
  })
  components?: KitComponentInput[];

  @Field(() => JSONObject, { nullable: true, description: 'Further properties, as a JSON object.' })
  attributes?: Record<string, unknown>;
}

@InputType({ description: 'Changes of a product. Fields that are not given stay unchanged.' })
export class UpdateProductInput {
  @Field(() => ID, { description: 'The product.' })
  id: string;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  name?: string;

  @Field(() => ProductStatus, {
    nullable: true,
    description: 'Only an ACTIVE product can be sold.',
  })
  status?: ProductStatus;

  @Field(() => SafeInt, { nullable: true, description: 'Zero or more; null removes it.' })
  reorderPoint?: number | null;

  @Field(() => JSONObject, { nullable: true, description: 'Replaces all attributes.' })
  attributes?: Record<string, unknown>;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'The version of the product that was read. If it has changed since, the update is refused with STALE_VERSION.',
  })
  expectedVersion?: number;
}

@InputType({ description: 'A new location.' })
export class CreateLocationInput {
  @Field(() => String, { description: '1 to 64 characters, unique in the tenant.' })
  code: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  name: string;

  @Field(() => LocationKind, {
    description: 'WAREHOUSE, STOREFRONT or QUARANTINE. It cannot be changed later.',
  })
  kind: LocationKind;

  @Field(() => ID, {
    nullable: true,
    description:
      'Of a QUARANTINE: the location whose returned goods it takes. A location has at most one.',
  })
  quarantineOfId?: string;
}

@InputType({ description: 'Changes of a location. Fields that are not given stay unchanged.' })
export class UpdateLocationInput {
  @Field(() => ID, { description: 'The location.' })
  id: string;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  name?: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'False switches it off: it takes no goods in and sells none. It waits for sales that are running there.',
  })
  active?: boolean;
}
