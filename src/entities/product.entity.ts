import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { ProductCodeKind, ProductKind, ProductStatus } from '../schema/enums';
import { JSONObject, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_product_units' })
@ObjectType({
  simpleResolvers: true,
  description: 'A unit in which documents may give quantities of a product.',
})
export class ProductUnit {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  productId: string;

  @PrimaryColumn({ type: 'text' })
  @Field(() => String, { description: 'Code, unique in the product.' })
  code: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Base units in one of this unit.' })
  factor: number;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether new documents no longer take it.' })
  retired: boolean;
}

@Entity({ schema: 'inventory', name: 'api_product_codes' })
@ObjectType({
  simpleResolvers: true,
  description:
    'What finds a product: its SKU, an earlier SKU, a barcode, the code of a supplier. Unique in the tenant, without regard to case.',
})
export class ProductCode {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  productId: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'As it was first written.' })
  code: string;

  @Column({ type: 'text' })
  @Field(() => ProductCodeKind, { description: 'What kind of code it is.' })
  kind: ProductCodeKind;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit that carries the code.' })
  unit: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a kit, or goods that are assembled in advance, have of one component.',
})
export class KitComponent {
  productId: string;

  @Field(() => SafeInt, { description: 'Base units of it in one base unit of the kit or the set.' })
  quantity: number;
}

@Entity({ schema: 'inventory', name: 'api_products' })
@ObjectType({ simpleResolvers: true, description: 'Something that is stocked or sold.' })
export class Product {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'text' })
  @Field(() => String, {
    description: 'Stock keeping unit, unique in the tenant.',
  })
  sku: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Display name.' })
  name: string;

  @Column({ type: 'text' })
  @Field(() => ProductStatus, { description: 'Only an ACTIVE product can be sold.' })
  status: ProductStatus;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'False for what is sold without stock, such as postage.' })
  trackInventory: boolean;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit of every quantity.' })
  baseUnit: string;

  @Column({ type: 'bigint', nullable: true })
  @Field(() => SafeInt, {
    nullable: true,
    description: 'Stock is low when less than this is available. Base units.',
  })
  reorderPoint: number | null;

  @Column({ type: 'jsonb' })
  @Field(() => JSONObject, { description: 'Further properties, by name.' })
  attributes: Record<string, unknown>;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description: 'Version, from 1, increased by each change: see expectedVersion.',
  })
  version: number;

  @Column({ type: 'text' })
  @Field(() => ProductKind, { description: 'GOODS or a KIT of goods. It never changes.' })
  kind: ProductKind;
}
