import { movementSql, refundSql } from './statements';
import { asLedger } from './writers';
import { ruleSuite } from './suite';

ruleSuite('reversal_exceeds_original', {
  accepted: (s) => refundSql(s, [{ quantity: 3 }], { location: s.otherLocation }),
  attacks: [
    {
      by: "the ledger's role: returns to a place that no refund line names",
      sql: (s) =>
        asLedger(
          movementSql(s, {
            kind: 'REFUND',
            quantity: 1,
            batch: s.batch,
            reverses: `(select id from inventory.movements where kind = 'SALE' and document_id = '${s.sale}')`,
          }).replace(`'${s.location}'`, `'${s.otherLocation}'`),
        ),
      as: ['super'],
    },
    {
      by: "the ledger's role: returns more than was taken",
      sql: (s) =>
        asLedger(
          movementSql(s, {
            kind: 'REFUND',
            quantity: 4,
            batch: s.batch,
            reverses: `(select id from inventory.movements where kind = 'SALE' and document_id = '${s.sale}')`,
          }),
        ),
      as: ['super'],
    },
    {
      by: "the ledger's role: returns to another batch",
      sql: (s) =>
        asLedger(
          movementSql(s, {
            kind: 'REFUND',
            quantity: 1,
            reverses: `(select id from inventory.movements where kind = 'SALE' and document_id = '${s.sale}')`,
          }),
        ),
      as: ['super'],
    },
  ],
  noGraphql: 'refundSale is stopped earlier: REFUND_EXCEEDS_SALE',
  bearing: { attack: 0, as: 'super' },
});
