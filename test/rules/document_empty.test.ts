import { receiptSql, refundSql } from './statements';
import { transferSql } from './transfer-statements';
import { ruleSuite } from './suite';

ruleSuite('document_empty', {
  accepted: (s) => receiptSql(s, [{}]),
  attacks: [
    { by: 'a receipt without a batch', sql: (s) => receiptSql(s, []) },
    { by: 'a refund without a line', sql: (s) => refundSql(s, []) },
    { by: 'a transfer without a line', sql: (s) => transferSql(s, []) },
  ],
  noGraphql: 'empty lines are refused before any SQL: BAD_USER_INPUT',
});
