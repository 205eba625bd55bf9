import { movementSql, saleSql } from './statements';
import { throughTrigger } from './writers';
import { ruleSuite } from './suite';

ruleSuite('movement_without_document', {
  accepted: (s) => saleSql(s, [{}]),
  appRefusedBy: 'privilege',
  attacks: [
    { by: 'INSERT', sql: (s) => movementSql(s) },
    { by: 'INSERT ... ON CONFLICT', sql: (s) => `${movementSql(s)} on conflict do nothing` },
    {
      by: 'INSERT of a copy',
      sql: () => `insert into inventory.movements select * from inventory.movements`,
    },
    {
      by: 'INSERT by a trigger of the owner',
      sql: (s) => throughTrigger(movementSql(s)),
      as: ['owner'],
    },
    {
      by: 'COPY',
      sql: (s) =>
        `copy inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, document_type, document_id) from program 'echo ${s.tenant},SALE,${s.product},${s.batch},${s.location},-1,SALE,${s.sale}' csv`,
      as: ['super'],
    },
  ],
  noGraphql: 'no field of the API writes a movement',
  bearing: { attack: 0, as: 'owner' },
});
