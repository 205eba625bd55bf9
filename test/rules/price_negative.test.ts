import { saleSql } from './statements';
import { ruleSuite } from './suite';

const price = (sql: string, amount: string) =>
  sql
    .replace('batch_id, lot_id) values', 'batch_id, lot_id, unit_price) values')
    .replace(/, null, null\);$/, `, null, null, ${amount});`);

ruleSuite('price_negative', {
  accepted: (s) => price(saleSql(s, [{}]), '0'),
  attacks: [{ by: 'INSERT', sql: (s) => price(saleSql(s, [{}]), '-0.01') }],
  noGraphql: 'unitPrice is checked to be a decimal number of zero or more: BAD_USER_INPUT',
});
