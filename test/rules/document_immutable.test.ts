import { asReplica, refundSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('document_immutable', {
  accepted: (s) => refundSql(s, [{ quantity: 1 }]),
  attacks: [
    {
      by: 'a line for a finished sale',
      sql: (s) =>
        `insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, quantity, unit) values ('${s.tenant}', inventory.uuid_v7(), '${s.sale}', 2, '${s.product}', 1, 'unit')`,
    },
    {
      by: 'a batch for a finished receipt',
      sql: (s) =>
        `insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit) values ('${s.tenant}', inventory.uuid_v7(), '${s.receipt}', '${s.product}', 'LATE', 1, 'unit')`,
    },
    {
      by: 'a line for a finished refund',
      sql: (s) =>
        `insert into inventory.refund_lines (tenant_id, id, refund_id, sale_line_id, quantity) values ('${s.tenant}', inventory.uuid_v7(), '${s.refund}', '${s.line}', 1)`,
    },
    { by: 'UPDATE of a sale', sql: () => `update inventory.sales set receipt_number = 'forged'` },
    { by: 'UPDATE of a line', sql: () => `update inventory.sale_lines set quantity = 1` },
    {
      by: 'UPDATE of what was refunded',
      sql: () => `update inventory.sale_lines set refunded_quantity = 0`,
    },
    { by: 'UPDATE of a receipt', sql: () => `update inventory.receipts set supplier = 'forged'` },
    { by: 'UPDATE of a refund', sql: () => `update inventory.refunds set reason = 'forged'` },
    { by: 'UPDATE of a key', sql: () => `update inventory.idempotency_keys set key = 'forged'` },
    { by: 'DELETE of a sale', sql: () => `delete from inventory.sales` },
    { by: 'DELETE of lines', sql: () => `delete from inventory.sale_lines` },
    { by: 'DELETE of a receipt', sql: () => `delete from inventory.receipts` },
    { by: 'DELETE of refund lines', sql: () => `delete from inventory.refund_lines` },
    { by: 'DELETE of keys', sql: () => `delete from inventory.idempotency_keys` },
    { by: 'TRUNCATE of sales', sql: () => `truncate inventory.sales cascade`, as: ['owner'] },
    { by: 'TRUNCATE of lines', sql: () => `truncate inventory.sale_lines cascade`, as: ['owner'] },
    {
      by: 'DELETE as a replica',
      sql: () => asReplica(`delete from inventory.sale_lines`),
      as: ['super'],
    },
  ],
  noGraphql: 'no field of the API changes a document',
  bearing: { attack: 6, as: 'owner' },
});
