import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MovementKind } from '../schema/enums';
import { DateTimeISO, LocalDate, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_movements' })
@ObjectType({
  simpleResolvers: true,
  description:
    'One line of the ledger. The ledger is append-only, with a chain per batch and location.',
})
export class Movement {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID version 7: ordered by time.' })
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
  @Field(() => SafeInt, {
    description: 'Base units; into stock is positive, out of stock is negative.',
  })
  quantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description: 'Number in the chain of its batch and location, from 1 without gaps.',
  })
  sequence: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Stock of the batch at the location before the movement.' })
  balanceBefore: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Stock of the batch at the location after the movement.' })
  balanceAfter: number;

  @Column({ type: 'date' })
  @Field(() => LocalDate, {
    description:
      "The day that it belongs to, in the tenant's time zone: the day on which it was recorded, or an earlier one that its document gives.",
  })
  businessDate: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When the movement was recorded.' })
  recordedAt: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who caused the movement, from the token.' })
  actor: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The reason, if the document has one.' })
  reason: string | null;

  @Column({ type: 'uuid', nullable: true })
  reversesId: string | null;

  @Column({ type: 'text' })
  @Field(() => String, {
    description: 'The kind of document that documentId names, such as RECEIPT, SALE or TRANSFER.',
  })
  documentType: string;

  @Column({ type: 'uuid' })
  @Field(() => ID, { description: 'The document that caused the movement.' })
  documentId: string;

  @Column({ type: 'uuid', nullable: true })
  documentLineId: string | null;

  @Column({ type: 'text' })
  @Field(() => String, {
    description: 'SHA-256 over this row and the hash before it in its chain, in hexadecimal.',
  })
  hash: string;
}
