import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'stock_levels' })
@ObjectType({
  simpleResolvers: true,
  description: 'One product at one location, in base units. Source: stock_levels and its batches.',
})
export class StockLevel {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid', name: 'product_id' })
  productId: string;

  @PrimaryColumn({ type: 'uuid', name: 'location_id' })
  locationId: string;

  @Column({ type: 'bigint', name: 'on_hand' })
  @Field(() => SafeInt, { description: 'Everything physically there.' })
  onHand: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Held by live reservations.' })
  reserved: number;

  @Field(() => SafeInt, { description: 'On hand in batches whose expiry date is over.' })
  expired: number;

  @Field(() => SafeInt, {
    description: 'On hand in quarantined or recalled batches that are not expired.',
  })
  quarantined: number;

  @Field(() => SafeInt, {
    description:
      'What can be sold now: onHand - expired - quarantined - reserved, never below zero.',
  })
  available: number;
}
