import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { ReservationStatus } from '../schema/enums';
import { DateTimeISO, LocalDate, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_reservations' })
@ObjectType({
  simpleResolvers: true,
  description:
    'Stock that is reserved until a time. While it is ACTIVE, only sales that name it can take this stock; what one of them leaves stays reserved. Reservations are met in the order in which they were made.',
})
export class Reservation {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'date' })
  @Field(() => LocalDate, { description: "The tenant's business date on which it was made." })
  businessDate: string;

  @Column({ type: 'uuid' })
  productId: string;

  @Column({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Base units.' })
  quantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description: 'Base units that sales have used, voided and refunded ones included.',
  })
  committedQuantity: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description:
      'Base units that it still reserves: quantity - committedQuantity, 0 once it ended.',
  })
  remainingQuantity: number;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'Free text that it can be found by, such as an order number.',
  })
  reference: string | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit of the request.' })
  unit: string;

  @Column({ type: 'text' })
  @Field(() => ReservationStatus, { description: 'EXPIRED from the moment of expiresAt.' })
  status: ReservationStatus;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, {
    description: 'When it stops reserving stock; `extendReservation` moves it later.',
  })
  expiresAt: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was created.' })
  createdAt: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The actor.' })
  actor: string;
}

@Entity({ schema: 'inventory', name: 'api_reservation_uses' })
@ObjectType({
  simpleResolvers: true,
  description: 'How much of a reservation a line of a sale took.',
})
export class ReservationUse {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  reservationId: string;

  @Column({ type: 'uuid' })
  saleId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'The line of the sale.' })
  saleLineId: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Base units.' })
  quantity: number;
}
