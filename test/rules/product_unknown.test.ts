import { NOBODY, receiptSql, saleSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('product_unknown', {
  accepted: (s) => saleSql(s, [{}]),
  attacks: [
    { by: 'a sale', sql: (s) => saleSql(s, [{ product: NOBODY }]) },
    { by: 'a receipt', sql: (s) => receiptSql(s, [{ product: NOBODY }]) },
    {
      by: 'a unit',
      sql: (s) => `insert into inventory.product_units values ('${s.tenant}', '${NOBODY}', 'x', 2)`,
    },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: { locationId: s.location, lines: [{ productId: NOBODY, quantity: 1 }] },
    }),
    details: () => ({ field: 'input.lines[0].productId' }),
  },
  bearing: { attack: 2, as: 'owner' },
});
