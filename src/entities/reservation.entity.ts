import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { ReservationStatus } from '../schema/enums';
import { DateTimeISO, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_reservations' })
@ObjectType({
  simpleResolvers: true,
  description:
    'Stock that is reserved until a time. While it is ACTIVE, only a sale that names it can take this stock.',
})
export class Reservation {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid' })
  productId: string;

  @Column({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Base units.' })
  quantity: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit of the request.' })
  unit: string;

  @Column({ type: 'text' })
  @Field(() => ReservationStatus, { description: 'EXPIRED from the moment of expiresAt.' })
  status: ReservationStatus;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it stops reserving stock.' })
  expiresAt: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was created.' })
  createdAt: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The actor.' })
  actor: string;

  @Column({ type: 'uuid', nullable: true })
  saleId: string | null;
}
