import { adjustmentSql, asReplica } from './statements';
import { ruleSuite } from './suite';

ruleSuite('value_unknown', {
  accepted: (s) => `update inventory.products set status = 'ARCHIVED' where id = '${s.product}'`,
  attacks: [
    { by: 'a status', sql: () => `update inventory.products set status = 'GONE'` },
    { by: 'attributes', sql: () => `update inventory.products set attributes = '[]'` },
    {
      by: 'a kind',
      sql: (s) =>
        `insert into inventory.locations (tenant_id, id, code, name, kind) values ('${s.tenant}', inventory.uuid_v7(), 'Q', 'Q', 'SHED')`,
    },
    { by: 'a type', sql: (s) => adjustmentSql(s, { type: 'MELTED' }) },
    // No path leads to such a status (illegal_transition): what is left is a writer past the triggers.
    ...['adjustments', 'transfers', 'stock_counts', 'reservations'].map((table) => ({
      by: `a status of ${table} as a replica`,
      sql: () => asReplica(`update inventory.${table} set status = 'GONE'`),
      as: ['super' as const],
    })),
    {
      by: 'a hold as a replica',
      sql: () => asReplica(`update inventory.batches set hold = 'FROZEN'`),
      as: ['super'],
    },
  ],
  noGraphql: 'the schema has enums: GRAPHQL_VALIDATION_FAILED',
  bearing: { attack: 0, as: 'owner' },
});
