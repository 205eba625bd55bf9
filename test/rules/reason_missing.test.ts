import { refundSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('reason_missing', {
  accepted: (s) =>
    `update inventory.sales set status = 'VOIDED', void_reason = 'x' where id = '${s.sale}'`,
  attacks: [
    {
      by: 'a void without',
      sql: (s) => `update inventory.sales set status = 'VOIDED' where id = '${s.sale}'`,
    },
    {
      by: 'a blank one',
      sql: (s) =>
        `update inventory.sales set status = 'VOIDED', void_reason = '  ' where id = '${s.sale}'`,
    },
    { by: 'a refund', sql: (s) => refundSql(s, [{ quantity: 1 }], { reason: ' ' }) },
    {
      by: 'a receipt',
      sql: (s) =>
        `update inventory.receipts set voided_at = now() where id = '${s.untouchedReceipt}'`,
    },
    {
      by: 'a correction',
      sql: (s) =>
        `update inventory.batches set intake_quantity = 5 where id = '${s.untouchedBatch}'`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { voidSale(id: $id, reason: " ") { id } }`,
    variables: (s) => ({ id: s.sale }),
  },
  bearing: { attack: 2, as: 'owner' },
});
