import type { TestShop } from '../support/shop';
import { holdSql, movementSql, asLedger, transferSql } from './statements';
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
    details: (s) => ({ batchId: s.heldBatch, hold: 'QUARANTINED' }),
  },
  bearing: { attack: 0, as: 'super' },
});
