import { addDays } from '../support/days';
import type { TestShop } from '../support/shop';
import { adjustedSql, dayClosed, movementSql, receiptSql, refundSql, saleSql } from './statements';
import { asLedger } from './writers';
import { ruleSuite } from './suite';

const yesterday = (s: TestShop) => ({ businessDate: addDays(s.today, -1) });
const tomorrow = (s: TestShop) => ({ businessDate: addDays(s.today, 1) });
const tooEarly = { businessDate: '1999-12-31' };
const closed = (s: TestShop) => ({ businessDate: addDays(s.today, -2) });

// All of the shop's batches have moved today; the expired one came in today too, with an earlier time.
ruleSuite('business_date_out_of_order', {
  accepted: (s) =>
    [
      `savepoint early; ${receiptSql(s, [{}], { businessDate: '2000-01-01' })} rollback to early`,
      dayClosed(s, -2),
      receiptSql(s, [{ quantity: 5 }], yesterday(s)),
      saleSql(s, [{ quantity: 5 }], yesterday(s)),
      saleSql(s, [{}], { businessDate: s.today }),
    ].join('; '),
  attacks: [
    {
      by: 'a sale of yesterday of what has moved today',
      sql: (s) => saleSql(s, [{}], yesterday(s)),
    },
    {
      by: 'a sale of yesterday of more than what has not moved today',
      sql: (s) =>
        receiptSql(s, [{ quantity: 5 }], yesterday(s)) +
        saleSql(s, [{ quantity: 6 }], yesterday(s)),
    },
    {
      by: 'a sale of today, given as such, and then one of yesterday',
      sql: (s) =>
        receiptSql(s, [{ quantity: 5, expiry: `'${s.today}'` }], yesterday(s)) +
        saleSql(s, [{}], { businessDate: s.today }) +
        saleSql(s, [{}], yesterday(s)),
      as: ['owner'],
    },
    {
      by: 'an adjustment of yesterday of a batch that has moved today',
      sql: (s) => adjustedSql(s, yesterday(s), 'APPROVED', 'COMPLETED'),
    },
    {
      by: 'a refund of a day before the sale',
      sql: (s) => refundSql(s, [{ quantity: 1 }], yesterday(s)),
    },
    { by: 'a receipt of 1999', sql: (s) => receiptSql(s, [{}], tooEarly) },
    { by: 'a sale of the year 1', sql: (s) => saleSql(s, [], { businessDate: '0001-01-01' }) },
    { by: 'an adjustment of 1999', sql: (s) => adjustedSql(s, tooEarly) },
    { by: 'a receipt of tomorrow', sql: (s) => receiptSql(s, [{}], tomorrow(s)) },
    { by: 'a sale of tomorrow', sql: (s) => saleSql(s, [{}], tomorrow(s)) },
    { by: 'a refund of tomorrow', sql: (s) => refundSql(s, [{ quantity: 1 }], tomorrow(s)) },
    { by: 'an adjustment of tomorrow', sql: (s) => adjustedSql(s, tomorrow(s)) },
    {
      by: 'a receipt of a closed day',
      sql: (s) => `${dayClosed(s, -2)}; ${receiptSql(s, [{}], closed(s))}`,
    },
    {
      by: 'an adjustment of a day that was closed since it was requested',
      sql: (s) =>
        receiptSql(s, [{}], closed(s)).replace(
          'inventory.uuid_v7()',
          `'01900000-0000-7000-8000-00000000d0d0'`,
        ) +
        adjustedSql(
          s,
          { ...closed(s), batch: '01900000-0000-7000-8000-00000000d0d0' },
          'APPROVED',
        ) +
        `${dayClosed(s, -2)}; update inventory.adjustments set status = 'COMPLETED' where batch_id = '01900000-0000-7000-8000-00000000d0d0';`,
    },
    {
      by: 'a movement that the ledger writes',
      sql: (s) =>
        asLedger(movementSql(s).replaceAll(`'${s.today}'`, `'${yesterday(s).businessDate}'`)),
      as: ['super'],
    },
    {
      by: 'a movement of tomorrow that the ledger writes',
      sql: (s) =>
        asLedger(movementSql(s).replaceAll(`'${s.today}'`, `'${tomorrow(s).businessDate}'`)),
      as: ['super'],
    },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        ...{ locationId: s.location, ...yesterday(s) },
        lines: [
          { productId: s.postage, quantity: 1 },
          { productId: s.product, quantity: 1 },
        ],
      },
    }),
    details: (s) => ({
      ...{ field: 'input.businessDate', businessDate: yesterday(s).businessDate },
      ...{ latest: s.today, earliest: s.today, sku: 'A', productId: s.product },
      ...{ batchNumber: 'EXP', locationId: s.location, location: 'L1', line: 2 },
    }),
  },
});
