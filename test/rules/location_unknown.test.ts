import { NOBODY, receiptSql, saleSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('location_unknown', {
  accepted: (s) => saleSql(s, [{}]),
  attacks: [
    { by: 'a sale', sql: (s) => saleSql(s, [{}], { location: NOBODY }) },
    { by: 'a receipt', sql: (s) => receiptSql(s, [{}], { location: NOBODY }) },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: { locationId: NOBODY, lines: [{ productId: s.product, quantity: 1 }] },
    }),
    details: () => ({ field: 'input.locationId' }),
  },
  bearing: { attack: 0, as: 'owner' },
});
