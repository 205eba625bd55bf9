import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_suppliers' })
@ObjectType({ simpleResolvers: true, description: 'Who sells to the tenant.' })
export class Supplier {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Code, unique in the tenant.' })
  code: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Display name.' })
  name: string;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'How many days an order takes to arrive; null where nobody said.',
  })
  leadTimeDays: number | null;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, {
    description: 'False while it is switched off: it is not suggested and gets no new order.',
  })
  active: boolean;
}

@Entity({ schema: 'inventory', name: 'api_supplier_products' })
@ObjectType({
  simpleResolvers: true,
  description: 'What a supplier sells of a product: in which unit, and at which price.',
})
export class SupplierProduct {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid' })
  supplierId: string;

  @Column({ type: 'uuid' })
  productId: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: "The supplier's code for it, which is one of the product's codes too.",
  })
  code: string | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit in which it is ordered.' })
  unit: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Base units in one of it.' })
  factor: number;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'The price of one `unit`; null where nobody said.',
  })
  price: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'What one base unit costs by the price, rounded to six decimals.',
  })
  unitCost: string | null;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'The least that can be ordered, in `unit`.' })
  minimumQuantity: number;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'False where the supplier no longer sells it.' })
  active: boolean;
}
