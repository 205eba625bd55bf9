import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { BatchStatus } from '../schema/enums';
import { DateTimeISO, LocalDate, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_receipts' })
@ObjectType({ simpleResolvers: true, description: 'One delivery to one location.' })
export class Receipt {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who recorded it.' })
  actor: string;

  @Column({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The supplier.' })
  supplier: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The number of the delivery note or order.' })
  reference: string | null;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was received.' })
  receivedAt: string;

  @Column({ type: 'date' })
  @Field(() => LocalDate, {
    description: 'The day that it belongs to, in the time zone of the tenant.',
  })
  businessDate: string;

  @Column({ type: 'uuid', nullable: true })
  purchaseOrderId: string | null;

  @Column({ type: 'uuid', nullable: true })
  assemblyId: string | null;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'True once voidReceipt has reversed it.' })
  voided: boolean;
}

@Entity({ schema: 'inventory', name: 'api_batches' })
@ObjectType({
  simpleResolvers: true,
  description:
    'What was received on one line of a receipt; of one lot. Quantities are base units, summed over all locations. Source: batches and batch_stock.',
})
export class Batch {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid' })
  receiptId: string;

  @Column({ type: 'uuid', nullable: true })
  purchaseOrderLineId: string | null;

  @Column({ type: 'integer' })
  lineNumber: number;

  @Column({ type: 'uuid' })
  productId: string;

  @Column({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'uuid' })
  lotId: string;

  @Column({ type: 'text' })
  @Field(() => String, {
    description: "The number of its lot: the maker's, or one that was generated.",
  })
  batchNumber: string;

  @Column({ type: 'text' })
  @Field(() => BatchStatus, {
    description: "Derived from void, hold (its own or its lot's), stock and the lot's expiry date.",
  })
  status: BatchStatus;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description: 'Received quantity. It is fixed once anything else has moved.',
  })
  intakeQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Sold, without voided sales.' })
  soldQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Returned by refunds.' })
  refundedQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description: 'Adjustments, stock counts, and parts that went into sets; signed.',
  })
  adjustedQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Sent to other locations.' })
  transferredOutQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Received from other locations.' })
  transferredInQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Written off after expiry.' })
  expiredQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Remaining stock.' })
  remainingQuantity: number;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'Cost of one base unit, as a decimal number.',
  })
  unitCost: string | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit of the receipt line.' })
  receivedUnit: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When its receipt was received.' })
  receivedAt: string;

  @Column({ type: 'date', nullable: true })
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day on which it can be sold, as its lot says; null never expires.',
  })
  expiryDate: string | null;
}
