import {
  UNKNOWN_ID,
  adjustmentSql,
  holdSql,
  lotExpirySql,
  lotHoldSql,
  refundSql,
  stepSql,
} from './statements';
import { closingSql, transferSql } from './transfer-statements';
import type { TestShop } from '../support/shop';
import { ruleSuite } from './suite';

const skuSql = (s: TestShop, sku: string, reason = `, sku_reason = 'renamed'`) =>
  `update inventory.products set sku = '${sku}'${reason} where id = '${s.product}';`;

const intakeSql = (s: TestShop, quantity: number, reason = '') =>
  `update inventory.batches set intake_quantity = ${quantity}${reason} where id = '${s.untouchedBatch}';`;

ruleSuite('reason_missing', {
  // A reason may be that of the change before, word for word, where it is given again.
  accepted: (s) =>
    lotExpirySql(s, s.lot, 1) +
    lotExpirySql(s, s.lot, 2) +
    holdSql(s.batch, 'QUARANTINED') +
    holdSql(s.batch, 'RECALLED') +
    skuSql(s, 'A2') +
    skuSql(s, 'A3') +
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
    { by: 'a voided assembly', sql: (s) => stepSql('assemblies', s.assembly, 'VOIDED') },
    {
      by: 'a cancelled purchase order',
      sql: (s) => stepSql('purchase_orders', s.order, 'CANCELLED'),
    },
    {
      by: 'a purchase order that is closed short',
      sql: (s) => stepSql('purchase_orders', s.partialOrder, 'CLOSED_SHORT', { reason: ' ' }),
    },
    { by: 'a posting', sql: (s) => stepSql('stock_counts', s.openCount, 'POSTED') },
    { by: 'a hold', sql: (s) => holdSql(s.batch, 'QUARANTINED', ' ') },
    { by: 'a hold of a lot', sql: (s) => lotHoldSql(s.lot, 'QUARANTINED', ' ') },
    {
      by: 'a correction of an expiry date',
      sql: (s) => `update inventory.lots set expiry_date = '2101-01-01' where id = '${s.lot}'`,
    },
    { by: 'a blank reason for it', sql: (s) => lotExpirySql(s, s.lot, 1, ' ') },
    {
      by: 'a second correction with the reason of the first',
      sql: (s) =>
        lotExpirySql(s, s.lot, 1) +
        `update inventory.lots set expiry_date = '2101-01-01' where id = '${s.lot}'`,
    },
    {
      by: 'a second hold with the reason of the first',
      sql: (s) =>
        holdSql(s.batch, 'QUARANTINED') +
        `update inventory.batches set hold = 'RECALLED' where id = '${s.batch}'`,
    },
    {
      by: 'the release of a lot with the reason of its hold',
      sql: (s) =>
        lotHoldSql(s.lot, 'QUARANTINED') +
        `update inventory.lots set hold = null where id = '${s.lot}'`,
    },
    {
      by: 'a second correction of an intake with the reason of the first',
      sql: (s) => intakeSql(s, 45, `, intake_reason = 'miscounted'`) + intakeSql(s, 44),
    },
    { by: 'a SKU', sql: (s) => skuSql(s, 'A2', '') },
    {
      by: 'a second SKU with the reason of the first',
      sql: (s) => skuSql(s, 'A2') + skuSql(s, 'A3', ''),
    },
    {
      by: 'an upsert with the reason of an earlier SKU',
      sql: (s) =>
        skuSql(s, 'A2') +
        `insert into inventory.products (tenant_id, id, sku, name, base_unit) values ('${s.tenant}', '${s.product}', 'A3', 'x', 'unit')
         on conflict (tenant_id, id) do update set sku = excluded.sku`,
    },
    { by: 'a release', sql: (s) => holdSql(s.heldBatch, null, '') },
  ],
  graphql: {
    query: `mutation ($id: ID!) { voidSale(id: $id, reason: " ") { id } }`,
    variables: (s) => ({ id: s.sale }),
  },
  bearing: { attack: 2, as: 'owner' },
});
