import { movementSql, saleSql } from './statements';
import { asReplica } from './writers';
import { ruleSuite } from './suite';

ruleSuite('chain_broken', {
  accepted: (s) => saleSql(s, [{}]),
  attacks: [
    {
      by: 'INSERT of a place that is taken, as a replica',
      sql: (s) => asReplica(movementSql(s, { sequence: 1 })),
      as: ['super'],
    },
    {
      by: 'INSERT of a balance that does not add up, as a replica',
      sql: (s) => asReplica(movementSql(s, { after: 999 })),
      as: ['super'],
    },
    {
      by: 'INSERT of a first movement with stock before it, as a replica',
      sql: (s) => asReplica(movementSql(s, { sequence: 1, before: 5, quantity: -5 })),
      as: ['super'],
    },
  ],
  noGraphql: 'no field of the API writes a movement',
  bearing: { attack: 0, as: 'super' },
});
