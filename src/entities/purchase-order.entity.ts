import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PurchaseOrderStatus } from '../schema/purchase-enums';
import { DateTimeISO, LocalDate, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_purchase_orders' })
@ObjectType({
  simpleResolvers: true,
  description: 'What a supplier is to deliver to a location.',
})
export class PurchaseOrder {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Its number, unique in the tenant.' })
  orderNumber: string;

  @Column({ type: 'uuid' })
  supplierId: string;

  @Column({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'text' })
  @Field(() => PurchaseOrderStatus, { description: 'The status.' })
  status: PurchaseOrderStatus;

  @Column({ type: 'date', nullable: true })
  @Field(() => LocalDate, {
    nullable: true,
    description: 'When it is expected: as it was given, else by the lead time of the supplier.',
  })
  expectedOn: string | null;

  @Column({ type: 'date' })
  @Field(() => LocalDate, { description: "The tenant's business date on which it was written." })
  businessDate: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who wrote it.' })
  actor: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was written.' })
  createdAt: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who placed it.' })
  orderedBy: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When it was placed.' })
  orderedAt: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who closed it short.' })
  closedBy: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When it was closed short.' })
  closedAt: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who cancelled it.' })
  cancelledBy: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When it was cancelled.' })
  cancelledAt: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'The reason for closing it short or cancelling it.',
  })
  reason: string | null;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, {
    description: 'Whether something of it is still to come that was expected before today.',
  })
  late: boolean;
}

@Entity({ schema: 'inventory', name: 'api_purchase_order_lines' })
@ObjectType({
  simpleResolvers: true,
  description: 'What is ordered of a product. Quantities are base units.',
})
export class PurchaseOrderLine {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid' })
  purchaseOrderId: string;

  @Column({ type: 'integer' })
  lineNumber: number;

  @Column({ type: 'uuid' })
  productId: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Ordered.' })
  quantity: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit in which it was ordered.' })
  unit: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'Cost of one base unit, which its batches have unless their receipt says another.',
  })
  unitCost: string | null;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description:
      'Received: the intake of the batches that came in for it, without voided receipts.',
  })
  receivedQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description:
      "The most that is received for it: what is ordered and the tenant's tolerance when it was written (`overReceiptPercent`). More is refused with OVER_RECEIPT.",
  })
  acceptedQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description: 'Still to come; 0 while the order is a DRAFT, and once nothing more is expected.',
  })
  openQuantity: number;

  @Column({ type: 'date', nullable: true })
  @Field(() => LocalDate, {
    nullable: true,
    description: 'When it is expected: its own day, else that of the order.',
  })
  expectedOn: string | null;
}
