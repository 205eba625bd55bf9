import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { TransferStatus } from '../schema/enums';
import { DateTimeISO, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'transfer_lines' })
@ObjectType({ simpleResolvers: true, description: 'One product of a transfer.' })
export class TransferLine {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid', name: 'transfer_id' })
  transferId: string;

  @Column({ type: 'uuid', name: 'product_id' })
  productId: string;

  @Column({ type: 'uuid', name: 'batch_id', nullable: true })
  batchId: string | null;

  @Column({ type: 'bigint', name: 'base_quantity' })
  @Field(() => SafeInt, { description: 'In base units.' })
  quantity: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit it was requested in.' })
  unit: string;
}

@Entity({ schema: 'inventory', name: 'transfers' })
@ObjectType({
  simpleResolvers: true,
  description:
    'Goods on their way from one location to another. A batch keeps its identity; what is dispatched and not fulfilled is in transit.',
})
export class Transfer {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid', name: 'from_location_id' })
  fromLocationId: string;

  @Column({ type: 'uuid', name: 'to_location_id' })
  toLocationId: string;

  @Column({ type: 'text' })
  @Field(() => TransferStatus, { description: 'How far it is.' })
  status: TransferStatus;

  @Column({ type: 'text', name: 'requested_by' })
  @Field(() => String, { description: 'Who requested it.' })
  requestedBy: string;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  @Field(() => DateTimeISO, { description: 'When it was requested.' })
  requestedAt: string;

  @Column({ type: 'text', name: 'approved_by', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who approved it.' })
  approvedBy: string | null;

  @Column({ type: 'text', name: 'dispatched_by', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who sent it off.' })
  dispatchedBy: string | null;

  @Column({ type: 'timestamptz', name: 'dispatched_at', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When it left.' })
  dispatchedAt: string | null;

  @Column({ type: 'text', name: 'fulfilled_by', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who received it.' })
  fulfilledBy: string | null;

  @Column({ type: 'timestamptz', name: 'fulfilled_at', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When it arrived.' })
  fulfilledAt: string | null;

  @Column({ type: 'text', name: 'cancelled_by', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who cancelled it.' })
  cancelledBy: string | null;

  @Column({ type: 'text', name: 'cancel_reason', nullable: true })
  @Field(() => String, { nullable: true, description: 'Why it was cancelled.' })
  cancelReason: string | null;
}
