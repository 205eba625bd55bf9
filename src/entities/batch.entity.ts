import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { BatchStatus } from '../schema/enums';
import { DateTimeISO, LocalDate, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_receipts' })
@ObjectType({ simpleResolvers: true, description: 'An intake: one delivery at one location.' })
export class Receipt {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who delivered.' })
  supplier: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The delivery note or order.' })
  reference: string | null;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it came in.' })
  receivedAt: string;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'True once voidReceipt took all of it out again.' })
  voided: boolean;
}

@Entity({ schema: 'inventory', name: 'api_batches' })
@ObjectType({
  simpleResolvers: true,
  description:
    'What came in on one line of a receipt. All quantities are base units over all locations; source: batches and batch_stock.',
})
export class Batch {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid' })
  receiptId: string;

  @Column({ type: 'integer' })
  lineNumber: number;

  @Column({ type: 'uuid' })
  productId: string;

  @Column({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: "The maker's or the shop's number, unique in the product." })
  batchNumber: string;

  @Column({ type: 'text' })
  @Field(() => BatchStatus, {
    description: 'Computed from the void, the hold, the stock and the date.',
  })
  status: BatchStatus;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'What came in; fixed once anything else has moved.' })
  intakeQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Sold, less what was voided.' })
  soldQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Brought back by refunds.' })
  refundedQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Sum of adjustments and counts, signed.' })
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
  @Field(() => SafeInt, { description: 'What is left, over all locations.' })
  remainingQuantity: number;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Cost of one base unit, a decimal number.' })
  unitCost: string | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit it was received in.' })
  receivedUnit: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: "When it came in: its receipt's time." })
  receivedAt: string;

  @Column({ type: 'date', nullable: true })
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day on which it can be sold; null never expires.',
  })
  expiryDate: string | null;
}
