import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MovementKind } from '../schema/enums';
import { DateTimeISO, LocalDate, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_movements' })
@ObjectType({
  simpleResolvers: true,
  description: 'One line of the ledger: append-only, chained per batch and location.',
})
export class Movement {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID of version 7: its order is the order of time.' })
  id: string;

  @Column({ type: 'text' })
  @Field(() => MovementKind, { description: 'Why stock moved.' })
  kind: MovementKind;

  @Column({ type: 'uuid' })
  productId: string;

  @Column({ type: 'uuid' })
  batchId: string;

  @Column({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Signed, in base units: in is positive, out is negative.' })
  quantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description: 'Place in the chain of its batch and location, gap-free from 1.',
  })
  sequence: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Stock of the batch at the location before.' })
  balanceBefore: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Stock of the batch at the location after.' })
  balanceAfter: number;

  @Column({ type: 'date' })
  @Field(() => LocalDate, { description: "The tenant's day when it was recorded." })
  businessDate: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was recorded.' })
  recordedAt: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who caused it.' })
  actor: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Why, where its document says so.' })
  reason: string | null;

  @Column({ type: 'uuid', nullable: true })
  reversesId: string | null;

  @Column({ type: 'text' })
  @Field(() => String, {
    description: 'The kind of document that documentId names, such as RECEIPT, SALE or TRANSFER.',
  })
  documentType: string;

  @Column({ type: 'uuid' })
  @Field(() => ID, { description: 'The document that caused it.' })
  documentId: string;

  @Column({ type: 'uuid', nullable: true })
  documentLineId: string | null;
}
