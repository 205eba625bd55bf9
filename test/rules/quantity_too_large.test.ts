import { receiptSql, saleSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('quantity_too_large', {
  accepted: (s) => receiptSql(s, [{ quantity: '9007199254740991' }], { location: s.otherLocation }),
  attacks: [
    { by: 'a sale', sql: (s) => saleSql(s, [{ quantity: '9007199254740992' }]) },
    { by: 'packs', sql: (s) => saleSql(s, [{ quantity: '9007199254740991', unit: 'pack' }]) },
    {
      by: 'a receipt',
      sql: (s) => receiptSql(s, [{ quantity: '9007199254740992' }], { location: s.otherLocation }),
    },
    {
      by: 'stock that adds up to it',
      sql: (s) => receiptSql(s, [{ quantity: '9007199254740991' }]),
    },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        locationId: s.location,
        lines: [{ productId: s.product, quantity: 9007199254740991, unit: 'pack' }],
      },
    }),
  },
});
