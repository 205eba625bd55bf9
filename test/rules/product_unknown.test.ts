import { UNKNOWN_ID, receiptSql, reservationSql, saleSql } from './statements';
import { transferSql } from './transfer-statements';
import { soldSql } from './supplier-statements';
import { ruleSuite } from './suite';

ruleSuite('product_unknown', {
  accepted: (s) => saleSql(s, [{}]),
  attacks: [
    { by: 'a sale', sql: (s) => saleSql(s, [{ product: UNKNOWN_ID }]) },
    { by: 'a receipt', sql: (s) => receiptSql(s, [{ product: UNKNOWN_ID }]) },
    {
      by: 'a unit',
      sql: (s) =>
        `insert into inventory.product_units values ('${s.tenant}', '${UNKNOWN_ID}', 'x', 2)`,
    },
    { by: 'a transfer', sql: (s) => transferSql(s, [{ product: UNKNOWN_ID }]) },
    { by: 'what a supplier sells', sql: (s) => soldSql(s, { product: UNKNOWN_ID }) },
    { by: 'a reservation', sql: (s) => reservationSql(s, { product: UNKNOWN_ID }) },
    {
      by: 'a stock count',
      sql: (s) =>
        `insert into inventory.stock_counts (tenant_id, id, location_id, product_ids) values ('${s.tenant}', inventory.uuid_v7(), '${s.location}', '{${s.product},${UNKNOWN_ID}}')`,
    },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: { locationId: s.location, lines: [{ productId: UNKNOWN_ID, quantity: 1 }] },
    }),
    details: () => ({ field: 'input.lines[0].productId' }),
  },
  bearing: { attack: 2, as: 'owner' },
});
