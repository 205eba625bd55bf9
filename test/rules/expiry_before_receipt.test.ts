import { addDays } from '../support/days';
import { receiptSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('expiry_before_receipt', {
  accepted: (s) => receiptSql(s, [{ expiry: `'${s.today}'` }]),
  attacks: [{ by: 'INSERT', sql: (s) => receiptSql(s, [{ expiry: `'${addDays(s.today, -1)}'` }]) }],
  graphql: {
    query: `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        locationId: s.location,
        lines: [{ productId: s.product, batchNumber: 'E1', quantity: 1, expiryDate: '2020-01-01' }],
      },
    }),
  },
});
