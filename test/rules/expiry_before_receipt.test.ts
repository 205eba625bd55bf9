import { addDays } from '../support/days';
import { lotExpirySql, receiptSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('expiry_before_receipt', {
  // A lot's date may be corrected to one before it was received.
  accepted: (s) =>
    `${receiptSql(s, [{ expiry: `'${s.today}'` }, { expiry: `'${addDays(s.today, -1)}'`, acceptExpired: true }])}
     ${lotExpirySql(s, s.lot, -1)}`,
  attacks: [
    { by: 'INSERT', sql: (s) => receiptSql(s, [{ expiry: `'${addDays(s.today, -1)}'` }]) },
    {
      by: 'one line of two',
      sql: (s) =>
        receiptSql(s, [
          { expiry: `'${addDays(s.today, -1)}'`, acceptExpired: true },
          { expiry: `'${addDays(s.today, -1)}'` },
        ]),
    },
    {
      by: 'a line without a date, of a lot that has expired',
      sql: (s) => receiptSql(s, [{ number: 'EXP' }]),
    },
  ],
  graphql: {
    query: `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        locationId: s.location,
        lines: [
          { productId: s.product, batchNumber: 'E0', quantity: 1 },
          { productId: s.product, batchNumber: 'E1', quantity: 1, expiryDate: '2020-01-01' },
        ],
      },
    }),
    details: (s) => ({
      ...{ field: 'input.lines[1].expiryDate', expiryDate: '2020-01-01', receivedOn: s.today },
    }),
  },
});
