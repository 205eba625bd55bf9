import { movementSql, saleSql } from './statements';
import { asReplica, asLedger } from './writers';
import { ruleSuite } from './suite';

ruleSuite('movement_sign', {
  accepted: (s) => saleSql(s, [{}]),
  attacks: [
    {
      by: 'a sale that adds, as a replica',
      sql: (s) => asReplica(movementSql(s, { quantity: 5 })),
      as: ['super'],
    },
    {
      by: 'nothing, as a replica',
      sql: (s) => asReplica(movementSql(s, { kind: 'ADJUSTMENT', quantity: 0 })),
      as: ['super'],
    },
    {
      by: 'a kind that is not known, as a replica',
      sql: (s) => asReplica(movementSql(s, { kind: 'GIFT' })),
      as: ['super'],
    },
    {
      by: "the ledger's role: writes a sale that adds",
      sql: (s) => asLedger(movementSql(s, { quantity: 5 })),
      as: ['super'],
    },
  ],
  noGraphql: 'no field of the API writes a movement',
  bearing: { attack: 0, as: 'super' },
});
