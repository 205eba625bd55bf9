import { movementSql, refundSql } from './statements';
import { asReplica, asLedger } from './writers';
import { ruleSuite } from './suite';

ruleSuite('reversal_without_original', {
  accepted: (s) => refundSql(s, [{ quantity: 1 }]),
  attacks: [
    {
      by: "the ledger's role: refunds nothing",
      sql: (s) => asLedger(movementSql(s, { kind: 'REFUND', quantity: 1 })),
      as: ['super'],
    },
    {
      by: 'a refund of no movement, as a replica',
      sql: (s) => asReplica(movementSql(s, { kind: 'REFUND', quantity: 1 })),
      as: ['super'],
    },
    {
      by: 'a sale that reverses one, as a replica',
      sql: (s) =>
        asReplica(
          movementSql(s, {
            reverses: `(select id from inventory.movements where kind = 'SALE' and document_id = '${s.sale}')`,
          }),
        ),
      as: ['super'],
    },
  ],
  noGraphql: 'no field of the API writes a movement',
  bearing: { attack: 1, as: 'super' },
});
