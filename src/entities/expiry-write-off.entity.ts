import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTimeISO, LocalDate } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'api_expiry_write_offs' })
@ObjectType({
  simpleResolvers: true,
  description: 'A write-off of what had expired, at one location or at all.',
})
export class ExpiryWriteOffDocument {
  @PrimaryColumn({ type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Column({ type: 'date' })
  @Field(() => LocalDate, {
    description: "The tenant's business date on which it was recorded.",
  })
  businessDate: string;

  @Column({ type: 'uuid', nullable: true })
  locationId: string | null;

  @Column({ type: 'text' })
  @Field(() => DateTimeISO, { description: 'When it was recorded.' })
  createdAt: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who recorded it.' })
  actor: string;
}
