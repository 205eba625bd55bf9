import { receiptSql, refundSql, reservationSql, saleSql } from './statements';
import { transferSql } from './transfer-statements';
import { soldSql } from './supplier-statements';
import { ruleSuite } from './suite';

ruleSuite('quantity_not_positive', {
  accepted: (s) => saleSql(s, [{}]),
  attacks: [
    { by: 'a sale of nothing', sql: (s) => saleSql(s, [{ quantity: 0 }]) },
    { by: 'a sale of less', sql: (s) => saleSql(s, [{ quantity: -1 }]) },
    { by: 'a receipt of nothing', sql: (s) => receiptSql(s, [{ quantity: 0 }]) },
    { by: 'a refund of nothing', sql: (s) => refundSql(s, [{ quantity: 0 }]) },
    {
      by: 'an intake of nothing',
      sql: (s) =>
        `update inventory.batches set intake_quantity = 0, intake_reason = 'x' where id = '${s.untouchedBatch}'`,
    },
    {
      by: 'a unit of nothing',
      sql: (s) =>
        `insert into inventory.product_units values ('${s.tenant}', '${s.product}', 'x', 0)`,
    },
    { by: 'a transfer of nothing', sql: (s) => transferSql(s, [{ quantity: 0 }]) },
    { by: 'a transfer of less', sql: (s) => transferSql(s, [{ quantity: -1 }]) },
    { by: 'a reservation of nothing', sql: (s) => reservationSql(s, { quantity: 0 }) },
    { by: 'a reservation of less', sql: (s) => reservationSql(s, { quantity: -1 }) },
    { by: 'a least order of nothing', sql: (s) => soldSql(s, { minimum: 0 }) },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: { locationId: s.location, lines: [{ productId: s.product, quantity: 0 }] },
    }),
    details: () => ({ field: 'input.lines[0].quantity' }),
  },
  bearing: { attack: 5, as: 'owner' },
});
