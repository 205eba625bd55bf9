import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTimeISO, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_transfer_arrivals' })
@ObjectType({ simpleResolvers: true, description: 'What arrived of a transfer line at one time.' })
export class TransferArrival {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid' })
  transferId: string;

  @Column({ type: 'uuid' })
  @Field(() => ID, { description: 'The line of the transfer.' })
  transferLineId: string;

  @Column({ type: 'uuid', nullable: true })
  batchId: string | null;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Base units.' })
  quantity: number;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was received.' })
  receivedAt: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who received it.' })
  actor: string;
}
