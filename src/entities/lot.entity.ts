import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { LotStatus } from '../schema/enums';
import { LocalDate, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_lots' })
@ObjectType({
  simpleResolvers: true,
  description:
    'What the maker made under one number. Its expiry date and hold are those of all its batches, at every location and those still to come. Quantities are base units. Source: lots and batch_stock.',
})
export class Lot {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid' })
  productId: string;

  @Column({ type: 'text' })
  @Field(() => String, {
    description: 'Unique in the product, without regard to case.',
  })
  lotNumber: string;

  @Column({ type: 'text' })
  @Field(() => LotStatus, { description: 'Derived from hold and expiry date.' })
  status: LotStatus;

  @Column({ type: 'date', nullable: true })
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day on which it can be sold; null never expires.',
  })
  expiryDate: string | null;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Stock of all its batches, at all locations.' })
  onHand: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description:
      'What a sale could take from it now: neither expired nor held, nor needed for reservations of the product.',
  })
  available: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Counts the changes of its expiry date and hold.' })
  version: number;
}
