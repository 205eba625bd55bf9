import { UNKNOWN_ID } from './statements';
import { throughTrigger } from './writers';
import { ruleSuite } from './suite';

ruleSuite('audit_immutable', {
  accepted: (s) => `update inventory.products set name = 'Red apple' where id = '${s.product}'`,
  appRefusedBy: 'privilege',
  attacks: [
    {
      by: 'INSERT',
      sql: (s) =>
        `insert into inventory.audit_log (tenant_id, id, at, actor, action, entity, entity_id) values ('${s.tenant}', inventory.uuid_v7(), now(), 'me', 'UPDATE', 'product', 'x')`,
    },
    {
      by: 'INSERT by a trigger of the owner',
      sql: (s) =>
        throughTrigger(
          `insert into inventory.audit_log (tenant_id, id, at, actor, action, entity, entity_id, sequence, hash) values ('${s.tenant}', inventory.uuid_v7(), now(), 'somebody else', 'UPDATE', 'product', 'x', 1, '')`,
        ),
      as: ['owner'],
    },
    { by: 'UPDATE', sql: () => `update inventory.audit_log set actor = 'somebody else'` },
    { by: 'DELETE', sql: () => `delete from inventory.audit_log` },
    {
      by: 'upsert',
      sql: (s) =>
        `insert into inventory.audit_log select * from inventory.audit_log where tenant_id = '${s.tenant}' on conflict (tenant_id, id) do update set actor = 'me'`,
    },
    {
      by: 'COPY',
      sql: (s) =>
        `copy inventory.audit_log (tenant_id, id, at, actor, action, entity, entity_id) from program 'echo ${s.tenant},${UNKNOWN_ID},2026-01-01,me,UPDATE,product,x' csv`,
      as: ['super'],
    },
    { by: 'TRUNCATE', sql: () => `truncate inventory.audit_log` },
    {
      by: 'INSERT of a chain',
      sql: (s) =>
        `insert into inventory.audit_heads (tenant_id, entity, entity_id, sequence, hash) values ('${s.tenant}', 'product', 'x', 1, '')`,
    },
    { by: 'UPDATE of a chain', sql: () => `update inventory.audit_heads set hash = 'x'` },
    { by: 'DELETE of a chain', sql: () => `delete from inventory.audit_heads` },
    { by: 'TRUNCATE of the chains', sql: () => `truncate inventory.audit_heads` },
  ],
  noGraphql: 'no field of the API writes the log',
  bearing: { attack: 1, as: 'owner' },
});
