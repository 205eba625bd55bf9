import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { TransferClosingStatus } from '../schema/transfer-enums';
import { DateTimeISO } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_transfer_closings' })
@ObjectType({
  simpleResolvers: true,
  description: 'A request to close a transfer short: to write off what has not arrived.',
})
export class TransferClosing {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid' })
  transferId: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The reason.' })
  reason: string;

  @Column({ type: 'text' })
  @Field(() => TransferClosingStatus, { description: 'The status.' })
  status: TransferClosingStatus;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who asked for it.' })
  requestedBy: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was asked for.' })
  requestedAt: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who approved it.' })
  approvedBy: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => DateTimeISO, { nullable: true, description: 'When it was approved.' })
  approvedAt: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Who rejected it.' })
  rejectedBy: string | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The reason for rejecting it.' })
  rejectionReason: string | null;
}
