import { UNKNOWN_ID } from './statements';
import { asReplica } from './writers';
import { sourceSql, withSource } from './sync-statements';
import { ruleSuite } from './suite';

ruleSuite('master_data_permanent', {
  accepted: (s) => `update inventory.products set name = 'x' where id = '${s.product}'`,
  appRefusedBy: 'privilege',
  attacks: [
    { by: 'DELETE of a product', sql: () => `delete from inventory.products` },
    {
      by: 'DELETE of a location',
      sql: (s) => `delete from inventory.locations where id = '${s.otherLocation}'`,
    },
    {
      by: 'a new key',
      sql: (s) =>
        `update inventory.locations set id = '${UNKNOWN_ID}' where id = '${s.otherLocation}'`,
    },
    { by: 'DELETE of a supplier', sql: () => `delete from inventory.suppliers` },
    { by: 'DELETE of a price', sql: () => `delete from inventory.supplier_products` },
    { by: 'DELETE of a lot', sql: (s) => `delete from inventory.lots where id = '${s.lot}'` },
    { by: 'TRUNCATE of lots', sql: () => `truncate inventory.lots cascade`, as: ['owner'] },
    { by: 'TRUNCATE', sql: () => `truncate inventory.locations cascade`, as: ['owner'] },
    {
      by: 'DELETE as a replica',
      sql: () => asReplica(`delete from inventory.locations`),
      as: ['super'],
    },
    {
      by: 'DELETE of a sync source',
      sql: (s) => `${sourceSql(s)} delete from inventory.sync_sources`,
    },
    {
      by: 'a new key of a sync source',
      sql: (s) =>
        withSource(
          s,
          (id) => `update inventory.sync_sources set id = '${UNKNOWN_ID}' where id = '${id}'`,
        ),
    },
    {
      by: 'TRUNCATE of sync sources',
      sql: () => `truncate inventory.sync_sources cascade`,
      as: ['owner'],
    },
    {
      by: 'DELETE of a sync source as a replica',
      sql: (s) => `${sourceSql(s)} ${asReplica(`delete from inventory.sync_sources`)}`,
      as: ['super'],
    },
  ],
  noGraphql: 'no field of the API deletes',
  bearing: { attack: 1, as: 'owner' },
});
