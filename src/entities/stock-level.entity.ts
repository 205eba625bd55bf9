import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_stock' })
@ObjectType({
  simpleResolvers: true,
  description: 'One product at one location, in base units. Source: stock_levels and its batches.',
})
export class StockLevel {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  productId: string;

  @PrimaryColumn({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Everything physically there.' })
  onHand: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Held by live reservations.' })
  reserved: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'On hand in batches whose expiry date is over.' })
  expired: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description: 'On hand in quarantined or recalled batches that are not expired.',
  })
  quarantined: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description:
      'What can be sold now: onHand - expired - quarantined - reserved, never below zero.',
  })
  available: number;
}
