import { adjustedSql, movementSql, reservationSql, saleSql, stepsSql } from './statements';
import { transferSql } from './transfer-statements';
import { asReplica, asLedger } from './writers';
import { ruleSuite } from './suite';

ruleSuite('insufficient_stock', {
  accepted: (s) => saleSql(s, [{ quantity: 147 }]),
  attacks: [
    { by: 'INSERT', sql: (s) => saleSql(s, [{ quantity: 148 }]) },
    {
      by: 'lines that are too much together',
      sql: (s) => saleSql(s, [{ quantity: 100 }, { quantity: 48 }]),
    },
    { by: 'packs', sql: (s) => saleSql(s, [{ quantity: 25, unit: 'pack' }]) },
    { by: 'a place without stock', sql: (s) => saleSql(s, [{}], { location: s.otherLocation }) },
    {
      by: 'a sale of more than a batch has',
      sql: (s) => saleSql(s, [{ quantity: 98, batch: s.batch }]),
    },
    { by: 'a sale of more than a lot has', sql: (s) => saleSql(s, [{ quantity: 98, lot: s.lot }]) },
    {
      by: 'lines that are too much of a batch together',
      sql: (s) =>
        saleSql(s, [
          { quantity: 50, batch: s.batch },
          { quantity: 48, batch: s.batch },
        ]),
    },
    {
      by: 'lines that are too much of a lot together, one by its batch',
      sql: (s) =>
        saleSql(s, [
          { quantity: 50, lot: s.lot },
          { quantity: 48, batch: s.batch },
        ]),
    },
    {
      by: 'lines that are too much together, one by its batch',
      sql: (s) => saleSql(s, [{ quantity: 98 }, { quantity: 50, batch: s.untouchedBatch }]),
    },
    {
      by: 'a sale of a batch that is not at the place',
      sql: (s) => saleSql(s, [{ batch: s.batch }], { location: s.otherLocation }),
    },
    {
      by: 'a sale of a batch, of what is reserved',
      sql: (s) =>
        `${reservationSql(s, { quantity: 140 })} ${saleSql(s, [{ quantity: 8, batch: s.batch }])}`,
    },
    {
      by: 'a transfer',
      sql: (s) => transferSql(s, [{ quantity: 148 }], {}, 'APPROVED', 'DISPATCHED'),
    },
    {
      by: 'a transfer in one step',
      sql: (s) => transferSql(s, [{ quantity: 148 }], {}, 'APPROVED', 'FULFILLED'),
    },
    {
      by: 'a transfer of more than the batch has',
      sql: (s) => transferSql(s, [{ quantity: 98, batch: s.batch }], {}, 'APPROVED', 'DISPATCHED'),
    },
    {
      by: 'transfer lines that are too much of a batch together',
      sql: (s) =>
        transferSql(
          s,
          [{ quantity: 50, batch: s.batch }, { quantity: 98 }],
          {},
          ...['APPROVED', 'DISPATCHED'],
        ),
    },
    {
      by: 'a transfer from a place without the batch',
      sql: (s) =>
        transferSql(
          s,
          [{ batch: s.batch }],
          { from: s.otherLocation, to: s.location },
          ...['APPROVED', 'DISPATCHED'],
        ),
    },
    {
      by: 'a transfer of what is reserved',
      sql: (s) =>
        `${reservationSql(s, { quantity: 147 })} ${transferSql(s, [{ batch: s.batch }], {}, 'APPROVED', 'DISPATCHED')}`,
    },
    {
      by: 'an adjustment',
      sql: (s) => adjustedSql(s, { quantity: -51 }, 'APPROVED', 'COMPLETED'),
    },
    {
      by: 'an adjustment at a place without the batch',
      sql: (s) => adjustedSql(s, { location: s.otherLocation }, 'APPROVED', 'COMPLETED'),
    },
    {
      by: 'a second adjustment of what the first took',
      sql: (s) =>
        `${adjustedSql(s, { quantity: -50 }, 'APPROVED', 'COMPLETED')} ${adjustedSql(s, {}, 'APPROVED', 'COMPLETED')}`,
    },
    { by: 'a reservation', sql: (s) => reservationSql(s, { quantity: 148 }) },
    {
      by: 'reservations that are too much together',
      sql: (s) => `${reservationSql(s, { quantity: 140 })} ${reservationSql(s, { quantity: 8 })}`,
    },
    {
      by: 'a reservation at a place without stock',
      sql: (s) => reservationSql(s, { location: s.otherLocation }),
    },
    {
      by: 'a sale of what is reserved',
      sql: (s) => `${reservationSql(s, { quantity: 147 })} ${saleSql(s, [{}])}`,
    },
    {
      by: 'a sale of what is in transit',
      sql: (s) =>
        `${stepsSql('transfers', s.approvedTransfer, 'DISPATCHED')} ${saleSql(s, [{ product: s.otherProduct, quantity: 59 }])}`,
    },
    {
      by: "the ledger's role: takes too much",
      sql: (s) => asLedger(movementSql(s, { quantity: -51 })),
      as: ['super'],
    },
    {
      by: 'UPDATE of a batch as a replica',
      sql: () => asReplica(`update inventory.batch_stock set quantity = -1`),
      as: ['super'],
    },
    {
      by: 'UPDATE of a level as a replica',
      sql: () => asReplica(`update inventory.stock_levels set on_hand = -1, reserved = 0`),
      as: ['super'],
    },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: { locationId: s.location, lines: [{ productId: s.product, quantity: 148 }] },
    }),
    details: () => ({ field: 'input.lines[0].quantity', requested: 148, available: 147 }),
  },
  bearing: { attack: 0, as: 'owner' },
  race: true,
  // 80 of them are there, 20 reserved: what is left is enough for one of these.
  races: {
    'a reservation': (s) => reservationSql(s, { product: s.otherProduct, quantity: 31 }),
    'a dispatch': (s) =>
      transferSql(
        s,
        [{ product: s.otherProduct, quantity: 16 }],
        {},
        ...['APPROVED', 'DISPATCHED'],
      ),
  },
});
