import { reservationSql, saleSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('product_not_active', {
  accepted: (s) => saleSql(s, [{}]),
  attacks: [
    { by: 'INSERT', sql: (s) => saleSql(s, [{ product: s.inactive }]) },
    { by: 'one line of several', sql: (s) => saleSql(s, [{}, { product: s.inactive }]) },
    { by: 'a reservation', sql: (s) => reservationSql(s, { product: s.inactive }) },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: { locationId: s.location, lines: [{ productId: s.inactive, quantity: 1 }] },
    }),
    details: () => ({ field: 'input.lines[0].productId', sku: 'OLD' }),
  },
  bearing: { attack: 0, as: 'owner' },
});
