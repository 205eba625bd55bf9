import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { ProductStatus } from '../schema/enums';
import { JSONObject, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'product_units' })
@ObjectType({ simpleResolvers: true, description: 'A unit that documents of a product may use.' })
export class ProductUnit {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid', name: 'product_id' })
  productId: string;

  @PrimaryColumn({ type: 'text' })
  @Field(() => String, { description: 'Name of the unit, unique in the product.' })
  code: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'How many base units one of it is.' })
  factor: number;
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
  @Field(() => String, { description: 'Stock keeping unit, unique in the tenant, never changed.' })
  sku: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Name for people.' })
  name: string;

  @Column({ type: 'text' })
  @Field(() => ProductStatus, { description: 'Only an ACTIVE product is sold.' })
  status: ProductStatus;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'False: sold without stock, such as postage.' })
  trackInventory: boolean;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit that every quantity counts.' })
  baseUnit: string;

  @Column({ type: 'bigint', nullable: true })
  @Field(() => SafeInt, {
    nullable: true,
    description: 'Order again when less than this is available. Base units.',
  })
  reorderPoint: number | null;

  @Column({ type: 'jsonb' })
  @Field(() => JSONObject, { description: 'What else is known of the product.' })
  attributes: Record<string, unknown>;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'How often it was edited, from 1: see expectedVersion.' })
  version: number;
}
