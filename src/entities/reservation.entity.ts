import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { ReservationStatus } from '../schema/enums';
import { DateTimeISO, SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'reservations' })
@ObjectType({
  simpleResolvers: true,
  description: 'Stock that is promised until a time. Nobody else can take it while it is ACTIVE.',
})
export class Reservation {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'uuid', name: 'product_id' })
  productId: string;

  @Column({ type: 'uuid', name: 'location_id' })
  locationId: string;

  @Column({ type: 'bigint', name: 'base_quantity' })
  @Field(() => SafeInt, { description: 'In base units.' })
  quantity: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The unit it was made in.' })
  unit: string;

  @Field(() => ReservationStatus, { description: 'EXPIRED from the moment its time has come.' })
  status: ReservationStatus;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  @Field(() => DateTimeISO, { description: 'When it stops holding stock.' })
  expiresAt: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  @Field(() => DateTimeISO, { description: 'When it was made.' })
  createdAt: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who made it.' })
  actor: string;

  @Column({ type: 'uuid', name: 'sale_id', nullable: true })
  saleId: string | null;
}
