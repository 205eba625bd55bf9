import { archiveSql, pastSql, saleSql } from './statements';
import { asLedger, asReplica } from './writers';
import { ruleSuite } from './suite';

ruleSuite('movement_immutable', {
  accepted: (s) => saleSql(s, [{}]),
  appRefusedBy: 'privilege',
  attacks: [
    { by: 'UPDATE', sql: () => `update inventory.movements set quantity = -1` },
    { by: 'UPDATE of a reason', sql: () => `update inventory.movements set reason = 'forged'` },
    { by: 'DELETE', sql: () => `delete from inventory.movements` },
    { by: 'TRUNCATE', sql: () => `truncate inventory.movements` },
    {
      by: "DELETE by the ledger's role",
      sql: () => asLedger('delete from inventory.movements'),
      as: ['super'],
    },
    {
      by: "DELETE by the ledger's role of what is after an archive",
      sql: (s) =>
        `${pastSql(s)} ${archiveSql(s, -2)} ${asLedger('delete from inventory.movements')}`,
      as: ['super'],
    },
    {
      by: "UPDATE by the ledger's role, which may lock a movement",
      sql: () => asLedger('update inventory.movements set id = id'),
      as: ['super'],
    },
    {
      by: 'DELETE after an archive',
      sql: (s) => `${pastSql(s)} ${archiveSql(s, -2)} delete from inventory.movements`,
    },
    {
      by: 'UPDATE as a replica',
      sql: () => asReplica(`update inventory.movements set actor = 'forged'`),
      as: ['super'],
    },
    {
      by: 'upsert as a replica',
      sql: () =>
        asReplica(
          `insert into inventory.movements select * from inventory.movements on conflict (tenant_id, id) do update set actor = 'forged'`,
        ),
      as: ['super'],
    },
    {
      by: 'DELETE as a replica',
      sql: () => asReplica(`delete from inventory.movements`),
      as: ['super'],
    },
  ],
  noGraphql: 'no field of the API writes a movement',
  bearing: { attack: 1, as: 'owner' },
});
