import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_stock' })
@ObjectType({
  simpleResolvers: true,
  description:
    'The stock of a product at a location, in base units. Source: stock_levels and batch_stock.',
})
export class StockLevel {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  productId: string;

  @PrimaryColumn({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Physical stock.' })
  onHand: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Reserved by active reservations.' })
  reserved: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'On hand in expired batches.' })
  expired: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description:
      'On hand, not expired, and not for sale: quarantined or recalled, or standing in a quarantine location or in one that is switched off.',
  })
  quarantined: number;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, {
    description:
      'Available for sale: onHand - expired - quarantined - reserved, never below zero. Of a kit, which has nothing on hand: how many the available stock of each component is enough for, the least of them.',
  })
  available: number;
}
