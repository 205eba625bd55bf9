import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SafeInt } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_stock_policies' })
@ObjectType({
  simpleResolvers: true,
  description:
    'How little and how much of a product a location is to have, in base units. A product that has one somewhere is watched by its policies; another by its `reorderPoint` over all locations.',
})
export class StockPolicy {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  productId: string;

  @PrimaryColumn({ type: 'uuid' })
  locationId: string;

  @Column({ type: 'bigint' })
  @Field(() => SafeInt, { description: 'Less than this available there is low stock.' })
  minimum: number;

  @Column({ type: 'bigint', nullable: true })
  @Field(() => SafeInt, {
    nullable: true,
    description: 'Up to how much is ordered; null: up to the minimum.',
  })
  maximum: number | null;
}
