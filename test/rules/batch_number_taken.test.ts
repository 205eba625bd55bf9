import { receiptSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('batch_number_taken', {
  accepted: (s) => receiptSql(s, [{ number: 'B9' }]),
  attacks: [
    { by: 'INSERT', sql: (s) => receiptSql(s, [{ number: 'B1' }]) },
    { by: 'INSERT in another case', sql: (s) => receiptSql(s, [{ number: 'b1 ' }]) },
    {
      by: 'INSERT of several rows',
      sql: (s) => receiptSql(s, [{ number: 'B8' }, { number: 'B8' }]),
    },
  ],
  graphql: {
    query: `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        locationId: s.location,
        lines: [{ productId: s.product, batchNumber: 'B1', quantity: 1 }],
      },
    }),
  },
  race: true,
});
