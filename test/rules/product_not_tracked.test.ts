import { receiptSql, reservationSql } from './statements';
import { transferSql } from './transfer-statements';
import { ruleSuite } from './suite';

ruleSuite('product_not_tracked', {
  accepted: (s) => receiptSql(s, [{}]),
  attacks: [
    { by: 'a receipt', sql: (s) => receiptSql(s, [{ product: s.postage }]) },
    { by: 'a transfer', sql: (s) => transferSql(s, [{ product: s.postage }]) },
    { by: 'a reservation', sql: (s) => reservationSql(s, { product: s.postage }) },
  ],
  graphql: {
    query: `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        locationId: s.location,
        lines: [{ productId: s.postage, batchNumber: 'P', quantity: 1 }],
      },
    }),
    details: () => ({ field: 'input.lines[0].productId' }),
  },
});
