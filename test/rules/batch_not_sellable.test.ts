import type { TestShop } from '../support/shop';
import { holdSql, lotExpirySql, lotHoldSql, movementSql, receiptSql, saleSql } from './statements';
import { transferSql } from './transfer-statements';
import { asLedger } from './writers';
import { ruleSuite } from './suite';

ruleSuite('batch_not_sellable', {
  // What expired may go to a warehouse, where it is written off.
  accepted: (s) =>
    transferSql(s, [{ quantity: 7, batch: s.expiredBatch }], {}, 'APPROVED', 'FULFILLED'),
  attacks: [
    {
      by: "the ledger's role: sells an expired batch",
      sql: (s) => asLedger(movementSql(s, { batch: s.expiredBatch, quantity: -1, before: 7 })),
      as: ['super'],
    },
    {
      by: "the ledger's role: sells a held batch",
      sql: (s) =>
        `${holdSql(s.batch, 'QUARANTINED')} ${asLedger(movementSql(s, { batch: s.batch, quantity: -1 }))}`,
      as: ['super'],
    },
    { by: 'a sale of a batch that expired', sql: (s) => saleSql(s, [{ batch: s.expiredBatch }]) },
    {
      by: 'a sale of a batch that is held',
      sql: (s) => `${holdSql(s.batch, 'QUARANTINED')} ${saleSql(s, [{ batch: s.batch }])}`,
    },
    {
      by: 'a sale of a batch whose lot is held',
      sql: (s) => `${lotHoldSql(s.lot, 'RECALLED')} ${saleSql(s, [{ batch: s.batch }])}`,
    },
    {
      by: 'a sale of a lot that is held',
      sql: (s) => `${lotHoldSql(s.lot, 'RECALLED')} ${saleSql(s, [{ lot: s.lot }])}`,
    },
    {
      by: 'a sale of a lot whose date was corrected to yesterday',
      sql: (s) => `${lotExpirySql(s, s.lot, -1)} ${saleSql(s, [{ lot: s.lot }])}`,
    },
    {
      by: 'a sale of a batch that is held by itself, after its lot was released',
      sql: (s) =>
        `${lotHoldSql(s.lot, 'RECALLED')} ${holdSql(s.batch, 'QUARANTINED')} ${lotHoldSql(s.lot, null)} ${saleSql(s, [{ batch: s.batch }])}`,
    },
    {
      by: 'a sale of goods that were received after their lot was recalled',
      sql: (s) =>
        `${lotHoldSql(s.lot, 'RECALLED')} ${receiptSql(s, [{ number: 'B1' }])} ${saleSql(s, [{ lot: s.lot }])}`,
    },
    ...['QUARANTINED', 'RECALLED'].map((hold) => ({
      by: `a transfer of a batch that is ${hold}`,
      sql: (s: TestShop) =>
        `${holdSql(s.batch, hold)} ${transferSql(s, [{ batch: s.batch }], {}, 'APPROVED', 'DISPATCHED')}`,
    })),
    {
      by: 'a transfer of an expired batch to a storefront',
      sql: (s) =>
        `${transferSql(s, [{ quantity: 7, batch: s.expiredBatch }], {}, 'APPROVED', 'FULFILLED')}
         ${transferSql(s, [{ batch: s.expiredBatch }], { from: s.otherLocation, to: s.location }, 'APPROVED', 'DISPATCHED')}`,
    },
    {
      by: 'a transfer of a batch that is held and expired, to a warehouse',
      sql: (s) =>
        `${holdSql(s.expiredBatch, 'RECALLED')} ${transferSql(s, [{ batch: s.expiredBatch }], {}, 'APPROVED', 'DISPATCHED')}`,
    },
  ],
  // A sale skips such batches and runs short: INSUFFICIENT_STOCK. A transfer may name one.
  graphql: {
    query: `mutation ($id: ID!) { dispatchTransfer(id: $id) { id } }`,
    variables: (s) => ({ id: s.heldTransfer }),
    details: (s) => ({ field: 'lines[0].batchId', batchId: s.heldBatch, hold: 'QUARANTINED' }),
  },
  bearing: { attack: 0, as: 'super' },
});
