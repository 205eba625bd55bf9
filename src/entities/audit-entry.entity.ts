import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateTimeISO, JSONObject } from '../schema/scalars';

@Entity({ schema: 'inventory', name: 'audit_log' })
@ObjectType({
  simpleResolvers: true,
  description:
    'A change outside the ledger: of master data, a status or a setting, or of a stock figure that was not written by the ledger.',
})
export class AuditEntry {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  @Field(() => ID, { description: 'UUID version 7: ordered by time.' })
  id: string;

  @Column({ type: 'timestamptz' })
  @Field(() => DateTimeISO, { description: 'When it was changed.' })
  at: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The actor.' })
  actor: string;

  @Column({ type: 'text' })
  @Field(() => String, {
    description: 'INSERT, UPDATE, DELETE, RECONCILED or AUTO_SYNC_CORRECTION.',
  })
  action: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'The kind of record: product, sale, stock_levels ...' })
  entity: string;

  @Column({ type: 'text', name: 'entity_id' })
  @Field(() => String, { nullable: true, description: 'The id of the record.' })
  entityId: string;

  @Column({ type: 'jsonb', nullable: true })
  @Field(() => JSONObject, {
    nullable: true,
    description: 'The row before the change; null for an insert.',
  })
  before: Record<string, unknown> | null;

  @Column({ type: 'jsonb', nullable: true })
  @Field(() => JSONObject, {
    nullable: true,
    description: 'The row after the change; null for a delete.',
  })
  after: Record<string, unknown> | null;

  @Column({ type: 'jsonb', nullable: true })
  @Field(() => JSONObject, { nullable: true, description: 'Further details.' })
  metadata: Record<string, unknown> | null;
}
