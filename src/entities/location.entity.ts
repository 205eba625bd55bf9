import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { LocationKind } from '../schema/enums';

@Entity({ schema: 'inventory', name: 'api_locations' })
@ObjectType({ simpleResolvers: true, description: 'A place that holds stock.' })
export class Location {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Code, unique in the tenant.' })
  code: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Display name.' })
  name: string;

  @Column({ type: 'text' })
  @Field(() => LocationKind, { description: 'WAREHOUSE, STOREFRONT or QUARANTINE.' })
  kind: LocationKind;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, {
    description:
      'False while it is switched off: it takes no goods in and sells none, and what stands there is not available. Stock can still leave it.',
  })
  active: boolean;

  @Column({ type: 'uuid', nullable: true })
  quarantineOfId: string | null;
}
