import { receiptSql } from './statements';
import { soldSql } from './supplier-statements';
import { ruleSuite } from './suite';

ruleSuite('cost_negative', {
  accepted: (s) => receiptSql(s, [{ cost: 0 }]),
  attacks: [
    { by: 'INSERT', sql: (s) => receiptSql(s, [{ cost: -0.01 }]) },
    { by: 'a price', sql: (s) => soldSql(s, { price: -0.01 }) },
  ],
  noGraphql: 'a cost is checked to be a decimal number of zero or more: BAD_USER_INPUT',
});
