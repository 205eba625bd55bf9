import { ruleSuite } from './suite';

ruleSuite('batch_has_history', {
  accepted: (s) =>
    `update inventory.receipts set voided_at = now(), void_reason = 'wrong' where id = '${s.untouchedReceipt}'`,
  attacks: [
    {
      by: 'UPDATE',
      sql: (s) =>
        `update inventory.receipts set voided_at = now(), void_reason = 'wrong' where id = '${s.receipt}'`,
    },
    {
      by: 'DELETE',
      sql: (s) => `delete from inventory.batches where id = '${s.batch}'`,
      appRefusedBy: 'privilege',
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { voidReceipt(id: $id, reason: "wrong") { id } }`,
    variables: (s) => ({ id: s.receipt }),
    details: (s) => ({ batchId: s.batch }),
  },
  bearing: { attack: 0, as: 'owner' },
});
