import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { TransferStatus } from '../schema/transfer-enums';
import { DateTimeISO, LocalDate, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_transfer_lines' })
@ObjectType({ simpleResolvers: true, description: 'One product of a transfer.' })
export class TransferLine {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid' })
  transferId: string;

  @Column({ type: 'integer' })
  lineNumber: number;

  @Column({ type: 'uuid' })
  productId: string;

  @Column({ type: 'uuid', nullable: true })
  batchId: string | null;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Base units.' })
  quantity: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit of the request.' })
  unit: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Base units that have arrived.' })
  receivedQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Base units that were written off as a loss.' })
  lostQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Base units that came back when it was cancelled.' })
  returnedQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description:
      'Base units that were dispatched and are on their way. Dispatched = received + lost + returned + in transit.',
  })
  inTransitQuantity: number;
}

@Entity({ schema: 'inventory', name: 'api_transfers' })
@ObjectType({
  simpleResolvers: true,
  description:
    'Goods that go from one location to another. They stay in their batches. From dispatch to fulfilment they are in transit.',
})
export class Transfer {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'date' })
  @Field(() => LocalDate, { description: "The tenant's business date on which it was requested." })
  businessDate: string;

  @Column({ type: 'uuid' })
  fromLocationId: string;

  @Column({ type: 'uuid' })
  toLocationId: string;

  @Column({ type: 'text' })
  @Field(() => TransferStatus, { description: 'The status.' })
  status: TransferStatus;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who requested it.' })
  requestedBy: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was requested.' })
  requestedAt: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who approved it.' })
  approvedBy: string | null;

  @Column({ type: 'text', nullable: true })
  approvedAt: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who dispatched it.' })
  dispatchedBy: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When it was dispatched.' })
  dispatchedAt: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who received or closed the last of it.' })
  fulfilledBy: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When nothing was left of it.' })
  fulfilledAt: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who cancelled it.' })
  cancelledBy: string | null;

  @Column({ type: 'text', nullable: true })
  cancelledAt: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The reason for cancelling it.' })
  cancelReason: string | null;
}
