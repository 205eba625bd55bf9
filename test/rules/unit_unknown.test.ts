import { receiptSql, saleSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('unit_unknown', {
  accepted: (s) => saleSql(s, [{ unit: 'pack' }]),
  attacks: [
    { by: 'a sale', sql: (s) => saleSql(s, [{ unit: 'crate' }]) },
    { by: 'a receipt', sql: (s) => receiptSql(s, [{ unit: 'crate' }]) },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        locationId: s.location,
        lines: [{ productId: s.product, quantity: 1, unit: 'crate' }],
      },
    }),
    details: () => ({ field: 'input.lines[0].unit', unit: 'crate' }),
  },
  bearing: { attack: 1, as: 'owner' },
});
