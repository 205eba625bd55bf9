import {
  adjustedSql,
  adjustmentSql,
  countEntrySql,
  receiptSql,
  reservationSql,
  saleSql,
  transferSql,
} from './statements';
import { mappingSql, withSource } from './sync-statements';
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
    { by: 'an adjustment', sql: (s) => adjustmentSql(s, { quantity: '9007199254740992' }) },
    { by: 'an adjustment down', sql: (s) => adjustmentSql(s, { quantity: '-9007199254740992' }) },
    {
      by: 'an adjustment in packs',
      sql: (s) => adjustmentSql(s, { quantity: '-9007199254740991', unit: 'pack' }),
    },
    {
      by: 'an adjustment that adds up to it',
      sql: (s) => adjustedSql(s, { quantity: '9007199254740991' }, 'APPROVED', 'COMPLETED'),
    },
    { by: 'a transfer', sql: (s) => transferSql(s, [{ quantity: '9007199254740992' }]) },
    {
      by: 'a figure',
      sql: (s) => countEntrySql(s, s.openCount, s.batch, '9007199254740992'),
    },
    {
      by: 'figures that add up to it',
      sql: (s) =>
        `select inventory.record_count('${s.identity}', '{"stockCountId": "${s.openCount}", "lines": [{"batchId": "${s.batch}", "countedQuantity": 9007199254740991, "unit": "pack"}]}')`,
    },
    { by: 'a reservation', sql: (s) => reservationSql(s, { quantity: '9007199254740992' }) },
    {
      by: 'a quantity of a sync source',
      sql: (s) =>
        withSource(s, (source) => mappingSql(s, { source, quantity: '9007199254740992' })),
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
