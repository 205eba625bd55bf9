import { UNKNOWN_ID, throughTrigger } from './statements';
import { ruleSuite } from './suite';

ruleSuite('audit_immutable', {
  accepted: (s) => `update inventory.products set name = 'Red apple' where id = '${s.product}'`,
  appRefusedBy: 'privilege',
  attacks: [
    {
      by: 'INSERT',
      sql: (s) =>
        `insert into inventory.audit_log (tenant_id, id, at, actor, action, entity) values ('${s.tenant}', inventory.uuid_v7(), now(), 'me', 'UPDATE', 'product')`,
    },
    {
      by: 'INSERT by a trigger of the owner',
      sql: (s) =>
        throughTrigger(
          `insert into inventory.audit_log (tenant_id, id, at, actor, action, entity) values ('${s.tenant}', inventory.uuid_v7(), now(), 'somebody else', 'UPDATE', 'product')`,
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
        `copy inventory.audit_log (tenant_id, id, at, actor, action, entity) from program 'echo ${s.tenant},${UNKNOWN_ID},2026-01-01,me,UPDATE,product' csv`,
      as: ['super'],
    },
    { by: 'TRUNCATE', sql: () => `truncate inventory.audit_log` },
  ],
  noGraphql: 'no field of the API writes the log',
  bearing: { attack: 1, as: 'owner' },
});
