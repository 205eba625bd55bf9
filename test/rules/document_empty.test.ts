import { actorSql, tallySql } from './count-statements';
import { receiptSql, refundSql } from './statements';
import { transferSql } from './transfer-statements';
import { orderSql } from './order-statements';
import { ruleSuite } from './suite';

ruleSuite('document_empty', {
  accepted: (s) => receiptSql(s, [{}]),
  attacks: [
    { by: 'a receipt without a batch', sql: (s) => receiptSql(s, []) },
    { by: 'a refund without a line', sql: (s) => refundSql(s, []) },
    { by: 'a transfer without a line', sql: (s) => transferSql(s, []) },
    {
      by: 'a tally of nothing',
      sql: (s) => actorSql('other') + tallySql(s, s.blindCount, s.otherBatch),
    },
    { by: 'a purchase order without a line', sql: (s) => orderSql(s, []) },
  ],
  noGraphql: 'empty lines are refused before any SQL: BAD_USER_INPUT',
});
