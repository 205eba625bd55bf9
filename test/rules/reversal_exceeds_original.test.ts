import { movementSql, refundSql, throughTrigger } from './statements';
import { ruleSuite } from './suite';

ruleSuite('reversal_exceeds_original', {
  accepted: (s) => refundSql(s, [{ quantity: 3 }]),
  attacks: [
    {
      by: 'a trigger that returns more than was taken',
      sql: (s) =>
        throughTrigger(
          movementSql(s, {
            kind: 'REFUND',
            quantity: 4,
            batch: s.batch,
            reverses: `(select id from inventory.movements where kind = 'SALE' and document_id = '${s.sale}')`,
          }),
        ),
      as: ['owner'],
    },
    {
      by: 'a trigger that returns to another batch',
      sql: (s) =>
        throughTrigger(
          movementSql(s, {
            kind: 'REFUND',
            quantity: 1,
            reverses: `(select id from inventory.movements where kind = 'SALE' and document_id = '${s.sale}')`,
          }),
        ),
      as: ['owner'],
    },
  ],
  noGraphql: 'refundSale is stopped earlier: REFUND_EXCEEDS_SALE',
  bearing: { attack: 0, as: 'owner' },
});
