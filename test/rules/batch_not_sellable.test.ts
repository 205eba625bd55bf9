import { movementSql, saleSql, throughTrigger } from './statements';
import { ruleSuite } from './suite';

ruleSuite('batch_not_sellable', {
  accepted: (s) => saleSql(s, [{}]),
  attacks: [
    {
      by: 'a trigger that sells an expired batch',
      sql: (s) =>
        throughTrigger(movementSql(s, { batch: s.expiredBatch, quantity: -1, before: 7 })),
      as: ['owner'],
    },
    {
      by: 'a trigger that sells a held batch',
      sql: (s) =>
        `update inventory.batches set hold = 'QUARANTINED' where id = '${s.batch}'; ${throughTrigger(movementSql(s, { batch: s.batch, quantity: -1 }))}`,
      as: ['owner'],
    },
  ],
  noGraphql: 'a sale through the API skips such batches and runs short: INSUFFICIENT_STOCK',
  bearing: { attack: 0, as: 'owner' },
});
