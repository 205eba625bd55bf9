import {
  UNKNOWN_ID,
  adjustmentSql,
  closingSql,
  holdSql,
  lotExpirySql,
  lotHoldSql,
  refundSql,
  stepSql,
  transferSql,
} from './statements';
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
    { by: 'an adjustment', sql: (s) => adjustmentSql(s, { reason: ' ' }) },
    {
      by: 'a reason that is too long',
      sql: (s) => adjustmentSql(s, { reason: 'x'.repeat(2001) }),
    },
    { by: 'a rejection', sql: (s) => stepSql('adjustments', s.pendingAdjustment, 'REJECTED') },
    {
      by: 'a blank rejection',
      sql: (s) =>
        stepSql('adjustments', s.pendingAdjustment, 'REJECTED', { rejection_reason: ' ' }),
    },
    {
      by: 'a cancelled transfer',
      sql: (s) => stepSql('transfers', s.dispatchedTransfer, 'CANCELLED'),
    },
    {
      by: 'a closing of a transfer',
      sql: (s) =>
        transferSql(s, [{ quantity: 1 }], { id: UNKNOWN_ID }, 'APPROVED', 'DISPATCHED') +
        closingSql(s, UNKNOWN_ID, ' '),
    },
    {
      by: 'a rejected closing',
      sql: () => `update inventory.transfer_closings set status = 'REJECTED'`,
    },
    { by: 'a posting', sql: (s) => stepSql('stock_counts', s.openCount, 'POSTED') },
    { by: 'a hold', sql: (s) => holdSql(s.batch, 'QUARANTINED', ' ') },
    { by: 'a hold of a lot', sql: (s) => lotHoldSql(s.lot, 'QUARANTINED', ' ') },
    {
      by: 'a correction of an expiry date',
      sql: (s) => `update inventory.lots set expiry_date = '2101-01-01' where id = '${s.lot}'`,
    },
    { by: 'a blank reason for it', sql: (s) => lotExpirySql(s, s.lot, 1, ' ') },
    { by: 'a release', sql: (s) => holdSql(s.heldBatch, null, '') },
  ],
  graphql: {
    query: `mutation ($id: ID!) { voidSale(id: $id, reason: " ") { id } }`,
    variables: (s) => ({ id: s.sale }),
  },
  bearing: { attack: 2, as: 'owner' },
});
