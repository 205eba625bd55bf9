import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { ReturnDisposition, SaleStatus } from '../schema/enums';
import { DateTimeISO, LocalDate, SafeInt } from '../schema/scalars';

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
  @Field(() => SafeInt, { description: 'Base units sold.' })
  quantity: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit of the sale line.' })
  unit: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description: 'Base units refunded so far; never more than quantity.',
  })
  refundedQuantity: number;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'What one base unit was sold for.' })
  unitPrice: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The quantity that a line took from one batch.' })
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
  @Field(() => String, { description: 'Unique in the tenant; generated if the request had none.' })
  receiptNumber: string;

  @Column({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'text' })
  @Field(() => SaleStatus, { description: 'Whether it was refunded or voided.' })
  status: SaleStatus;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was recorded.' })
  createdAt: string;

  @Column({ type: 'date' })
  @Field(() => LocalDate, {
    description: 'The day that it belongs to, in the time zone of the tenant.',
  })
  businessDate: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, {
    nullable: true,
    description: 'When it happened, according to the client. Informational: no rule depends on it.',
  })
  occurredAt: string | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The actor.' })
  actor: string;

  /** There when the sale has just been written: saves reading them again. */
  lines?: SaleLine[];
}

@Entity({ schema: 'inventory', name: 'refund_lines' })
@ObjectType({ simpleResolvers: true, description: 'The returned quantity of one sale line.' })
export class RefundLine {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid', name: 'refund_id' })
  refundId: string;

  @Column({ type: 'integer', name: 'line_number' })
  lineNumber: number;

  @Column({ type: 'uuid', name: 'sale_line_id' })
  @Field(() => ID, { description: 'The sale line.' })
  saleLineId: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Base units returned.' })
  quantity: number;

  @Column({ type: 'text' })
  @Field(() => ReturnDisposition, { description: 'What became of the goods.' })
  disposition: ReturnDisposition;

  @Column({ type: 'uuid', name: 'location_id' })
  locationId: string;
}

@Entity({ schema: 'inventory', name: 'api_refunds' })
@ObjectType({ simpleResolvers: true, description: 'Returned goods of a sale.' })
export class Refund {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who recorded it.' })
  actor: string;

  @Column({ type: 'uuid' })
  saleId: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The reason.' })
  reason: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was recorded.' })
  createdAt: string;

  @Column({ type: 'date' })
  @Field(() => LocalDate, {
    description: 'The day that it belongs to, in the time zone of the tenant.',
  })
  businessDate: string;

  @Column({ type: 'uuid' })
  locationId: string;

  /** There when the refund has just been written. */
  lines?: RefundLine[];
}
