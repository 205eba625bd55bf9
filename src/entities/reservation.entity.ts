import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { ReservationStatus } from '../schema/enums';
import { DateTimeISO, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_reservations' })
@ObjectType({
  simpleResolvers: true,
  description: 'Stock that is promised until a time. Nobody else can take it while it is ACTIVE.',
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
  @Field(() => SafeInt, { description: 'In base units.' })
  quantity: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit it was made in.' })
  unit: string;

  @Column({ type: 'text' })
  @Field(() => ReservationStatus, { description: 'EXPIRED from the moment its time has come.' })
  status: ReservationStatus;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it stops holding stock.' })
  expiresAt: string;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was made.' })
  createdAt: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who made it.' })
  actor: string;

  @Column({ type: 'uuid', nullable: true })
  saleId: string | null;
}
