import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTimeISO, JSONObject } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'audit_log' })
@ObjectType({
  simpleResolvers: true,
  description:
    'A change of what is not the ledger itself: master data, a status, a setting, or a figure written past the ledger.',
})
export class AuditEntry {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID of version 7: its order is the order of time.' })
  id: string;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTimeISO, { description: 'When.' })
  at: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Who.' })
  actor: string;

  @Column({ type: 'text' })
  @Field(() => String, {
    description: 'INSERT, UPDATE, DELETE, RECONCILED or AUTO_SYNC_CORRECTION.',
  })
  action: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What kind of thing: product, sale, stock_levels ...' })
  entity: string;

  @Column({ type: 'text', name: 'entity_id', nullable: true })
  @Field(() => String, { nullable: true, description: 'Which one.' })
  entityId: string | null;

  @Column({ type: 'jsonb', nullable: true })
  @Field(() => JSONObject, { nullable: true, description: 'The row before; null for an insert.' })
  before: Record<string, unknown> | null;

  @Column({ type: 'jsonb', nullable: true })
  @Field(() => JSONObject, { nullable: true, description: 'The row after; null for a delete.' })
  after: Record<string, unknown> | null;

  @Column({ type: 'jsonb', nullable: true })
  @Field(() => JSONObject, { nullable: true, description: 'What else is known.' })
  metadata: Record<string, unknown> | null;
}
