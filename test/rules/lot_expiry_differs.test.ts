import type { TestShop } from '../support/shop';
import { batchLotSql, holdSql, receiptSql } from './statements';
import { ruleSuite } from './suite';

const RECEIVE = `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }`;

// B1 and B2 expire on 2100-01-01.
const voided = (expiry: string) => (s: TestShop) =>
  `update inventory.receipts set voided_at = now(), void_reason = 'wrong date' where id = '${s.untouchedReceipt}';
   ${receiptSql(s, [{ number: 'B2', expiry }])}`;

ruleSuite('lot_expiry_differs', {
  // Its own date, no date, the lot's number in another case, and another date once all its receipts are voided.
  accepted: (s) =>
    `${receiptSql(s, [{ number: 'B1', expiry: `'2100-01-01'` }, { number: 'b1' }, { number: 'NEW', expiry: `'2100-05-05'` }])}
     ${voided(`'2100-02-02'`)(s)}`,
  attacks: [
    { by: 'another date', sql: (s) => receiptSql(s, [{ number: 'B1', expiry: `'2100-01-02'` }]) },
    {
      by: "another date under the lot's number in another case",
      sql: (s) => receiptSql(s, [{ number: 'b1', expiry: `'2100-01-02'` }]),
    },
    {
      by: 'another date at another place',
      sql: (s) =>
        receiptSql(s, [{ number: 'B1', expiry: `'2100-01-02'` }], { location: s.otherLocation }),
    },
    {
      by: 'two dates in one statement',
      sql: (s) =>
        receiptSql(s, [
          { number: 'B7', expiry: `'2100-01-01'` },
          { number: 'B7', expiry: `'2100-01-02'` },
        ]),
    },
    {
      by: 'a date for a lot that does not expire',
      sql: (s) => receiptSql(s, [{ number: 'B7' }, { number: 'B7', expiry: `'2100-01-02'` }]),
    },
    {
      by: 'a lot by its id',
      sql: (s) => batchLotSql(s, s.batch, `'2100-01-02'`),
    },
    {
      by: 'another date for a held lot',
      sql: (s) =>
        `${holdSql(s.batch, 'RECALLED')} ${receiptSql(s, [{ number: 'B1', expiry: `'2100-01-02'` }])}`,
    },
    {
      by: 'a third date after the receipt was voided and entered again',
      sql: (s) =>
        `${voided(`'2100-02-02'`)(s)} ${receiptSql(s, [{ number: 'B2', expiry: `'2100-01-01'` }])}`,
    },
  ],
  graphql: {
    query: RECEIVE,
    variables: (s) => ({
      input: {
        locationId: s.location,
        lines: [
          { productId: s.product, batchNumber: 'B8', quantity: 1 },
          { productId: s.product, batchNumber: 'B1', quantity: 1, expiryDate: '2100-01-02' },
        ],
      },
    }),
    details: () => ({
      field: 'input.lines[1].expiryDate',
      ...{ lotNumber: 'B1', lotExpiryDate: '2100-01-01', expiryDate: '2100-01-02' },
    }),
  },
  // Eight sessions name a lot that is not there yet, each with a date of its own: one makes it.
  races: {
    'a new lot': (s) =>
      `${receiptSql(s, [{ number: 'RACE', expiry: `date '2100-01-01' + (pg_backend_pid() % 100000)` }])} select pg_sleep(0.05)`,
  },
});
