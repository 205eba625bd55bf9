import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SaleStatus } from '../schema/enums';
import { DateTimeISO, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_sale_lines' })
@ObjectType({ simpleResolvers: true, description: 'One product of a sale.' })
export class SaleLine {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid' })
  saleId: string;

  @Column({ type: 'integer' })
  lineNumber: number;

  @Column({ type: 'uuid' })
  productId: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Sold, in base units.' })
  quantity: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit that it was sold in.' })
  unit: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description: 'Refunded so far, in base units; never more than quantity.',
  })
  refundedQuantity: number;
}

@ObjectType({ simpleResolvers: true, description: 'What a line took from one batch.' })
export class SaleAllocation {
  batchId: string;

  @Field(() => SafeInt, { description: 'Base units taken.' })
  quantity: number;
}

@Entity({ schema: 'inventory', name: 'api_sales' })
@ObjectType({ simpleResolvers: true, description: 'A sale at one location.' })
export class Sale {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Unique in the tenant; made when the till gave none.' })
  receiptNumber: string;

  @Column({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'text' })
  @Field(() => SaleStatus, { description: 'How much of it still stands.' })
  status: SaleStatus;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was recorded.' })
  createdAt: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, {
    nullable: true,
    description: 'When it happened, as the till says: a label, no rule reads it.',
  })
  occurredAt: string | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who recorded it.' })
  actor: string;

  /** There when the sale has just been written: saves reading them again. */
  lines?: SaleLine[];
}

@Entity({ schema: 'inventory', name: 'refund_lines' })
@ObjectType({ simpleResolvers: true, description: 'What came back of one sale line.' })
export class RefundLine {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid', name: 'refund_id' })
  refundId: string;

  @Column({ type: 'uuid', name: 'sale_line_id' })
  @Field(() => ID, { description: 'The line of the sale.' })
  saleLineId: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Base units that came back.' })
  quantity: number;
}

@Entity({ schema: 'inventory', name: 'api_refunds' })
@ObjectType({ simpleResolvers: true, description: 'Goods of a sale that came back.' })
export class Refund {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid' })
  saleId: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Why it came back.' })
  reason: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was recorded.' })
  createdAt: string;

  /** There when the refund has just been written. */
  lines?: RefundLine[];
}
