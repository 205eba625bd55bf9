import type { TestShop } from '../support/shop';
import { assemblySql } from './assembly-statements';
import { lateLines } from './late-lines';
import { refundSql, UNKNOWN_ID } from './statements';
import { asReplica, throughTrigger } from './writers';
import { importedSql } from './import-statements';
import { syncedSql } from './sync-statements';
import { ruleSuite, type Attack } from './suite';

/** A column of each document that its status does not move. */
const FORGED: Record<string, string> = {
  adjustments: 'quantity = -1',
  transfers: 'to_location_id = from_location_id',
  transfer_lines: 'quantity = 1',
  transfer_arrivals: 'quantity = 1',
  transfer_closings: `reason = 'forged'`,
  stock_counts: `started_by = 'forged'`,
  stock_count_lines: 'counted_quantity = 1',
  stock_count_entries: 'quantity = 1',
  reservations: `reference = 'forged'`,
  reservation_uses: 'quantity = 1',
  expiry_write_offs: `actor = 'forged'`,
};
/** Who did what, which the steps alone write. */
const STAMPS: Record<string, string[]> = {
  adjustments: ['requested_by', 'approved_by', 'rejected_by', 'completed_by'],
  transfers: ['requested_by', 'approved_by', 'dispatched_by', 'fulfilled_by', 'cancelled_by'],
  transfer_arrivals: ['actor'],
  transfer_closings: ['requested_by', 'approved_by', 'rejected_by'],
  stock_counts: ['posted_by', 'cancelled_by'],
  stock_count_lines: ['counted_by'],
  stock_count_entries: ['actor'],
  reservations: ['actor', 'closed_by'],
};
const stockDocuments: Attack[] = [
  ...Object.entries(FORGED).flatMap(([table, change]): Attack[] => [
    { by: `UPDATE of ${table}`, sql: () => `update inventory.${table} set ${change}` },
    { by: `DELETE from ${table}`, sql: () => `delete from inventory.${table}` },
    {
      by: `TRUNCATE of ${table}`,
      sql: () => `truncate inventory.${table} cascade`,
      as: ['owner'],
    },
    {
      by: `DELETE from ${table} as a replica`,
      sql: () => asReplica(`delete from inventory.${table}`),
      as: ['super'],
    },
  ]),
  ...Object.entries(STAMPS).flatMap(([table, columns]) =>
    columns.map((column) => ({
      by: `UPDATE of ${table}: ${column}`,
      sql: () => `update inventory.${table} set ${column} = 'forged'`,
    })),
  ),
  {
    by: 'UPDATE of the version of a count line, with which it takes a figure',
    sql: (s) =>
      `update inventory.stock_count_lines set version = version + 1 where stock_count_id = '${s.openCount}'`,
  },
  {
    by: 'upsert of an entry',
    sql: (s) =>
      `insert into inventory.stock_count_entries select * from inventory.stock_count_entries where stock_count_id = '${s.openCount}'
       on conflict (tenant_id, stock_count_id, batch_id, entry_number) do update set quantity = 1;
       update inventory.stock_count_entries set mode = 'ADD'`,
  },
  {
    by: 'a line for a transfer of before',
    appRefusedBy: 'rule',
    sql: (s) =>
      `insert into inventory.transfer_lines (tenant_id, id, transfer_id, line_number, product_id, quantity, unit) values ('${s.tenant}', inventory.uuid_v7(), '${s.requestedTransfer}', 2, '${s.product}', 1, 'unit')`,
  },
  {
    by: 'what sales used of a reservation',
    sql: () => 'update inventory.reservations set committed_quantity = 1',
  },
  {
    by: 'when a reservation was extended',
    sql: () => 'update inventory.reservations set extended_at = now()',
  },
  {
    by: 'other reservations for a sale',
    sql: (s) => `update inventory.sales set reservation_ids = '{${s.reservation}}'`,
  },
];

/** What an import leaves behind: its log, and which rows are in. */
const IMPORTED: Record<string, string[]> = {
  import_runs: [`actor = 'forged'`, 'dry_run = true', `file_hash = 'forged'`],
  import_run_ends: ['refused = 9', `failure = 'FORGED'`, 'ended_at = now()'],
  import_changes: [`subject = 'forged'`, 'row_number = 9', `hash = 'forged'`],
  import_problems: [`code = 'FORGED'`, 'row_number = 9'],
  imported_rows: ['row_number = 9', 'entity_id = run_id'],
};

/** What sync leaves behind: its log, and what a key became; only where both sides stand may change of that. */
const SYNCED: Record<string, string[]> = {
  sync_runs: [`actor = 'forged'`, 'dry_run = true', `started_at = now()`],
  sync_run_ends: ['errors = 0', 'failure = null', 'ended_at = now()'],
  sync_changes: [`subject = 'forged'`, `hash = 'forged'`],
  sync_run_rows: [`code = 'FORGED'`],
  product_mappings: [`external_key = 'R-2'`, 'imported_at = now()', 'product_id = product_id'],
};
const loggedSql = (s: TestShop) => `${syncedSql(s)} ${importedSql(s)}`;
const syncDocuments = Object.entries({ ...SYNCED, ...IMPORTED }).flatMap(
  ([table, changes]): Attack[] => [
    ...changes.map((change) => ({
      by: `UPDATE of ${table}: ${change}`,
      sql: (s: TestShop) => `${loggedSql(s)} update inventory.${table} set ${change}`,
    })),
    {
      by: `DELETE from ${table}`,
      sql: (s) => `${loggedSql(s)} delete from inventory.${table}`,
    },
    {
      by: `TRUNCATE of ${table}`,
      sql: () => `truncate inventory.${table} cascade`,
      as: ['owner'],
    },
    {
      by: `DELETE from ${table} as a replica`,
      sql: (s) => `${loggedSql(s)} ${asReplica(`delete from inventory.${table}`)}`,
      as: ['super'],
    },
  ],
);
syncDocuments.push({
  by: 'upsert of an end',
  sql: (s) =>
    `${syncedSql(s)} insert into inventory.sync_run_ends (tenant_id, run_id)
     select tenant_id, run_id from inventory.sync_run_ends on conflict (tenant_id, run_id) do update set errors = 0`,
});

ruleSuite('document_immutable', {
  accepted: (s) => refundSql(s, [{ quantity: 1 }]),
  appRefusedBy: 'privilege',
  attacks: [
    {
      by: 'a line for a finished sale',
      appRefusedBy: 'rule',
      sql: (s) =>
        `insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, quantity, unit) values ('${s.tenant}', inventory.uuid_v7(), '${s.sale}', 2, '${s.product}', 1, 'unit')`,
    },
    {
      by: 'a batch for a finished receipt',
      appRefusedBy: 'rule',
      sql: (s) =>
        `insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit) values ('${s.tenant}', inventory.uuid_v7(), '${s.receipt}', '${s.product}', 'LATE', 1, 'unit')`,
    },
    {
      by: 'a line for a finished refund',
      appRefusedBy: 'rule',
      sql: (s) =>
        `insert into inventory.refund_lines (tenant_id, id, refund_id, sale_line_id, quantity) values ('${s.tenant}', inventory.uuid_v7(), '${s.refund}', '${s.line}', 1)`,
    },
    { by: 'UPDATE of a sale', sql: () => `update inventory.sales set receipt_number = 'forged'` },
    { by: 'UPDATE of a line', sql: () => `update inventory.sale_lines set quantity = 1` },
    {
      by: 'UPDATE of what was refunded',
      sql: () => `update inventory.sale_lines set refunded_quantity = 0`,
    },
    {
      by: 'UPDATE of what was refunded, by a trigger of the owner',
      sql: () =>
        throughTrigger(`update inventory.sale_lines set refunded_quantity = 1 - refunded_quantity`),
      as: ['owner'],
    },
    {
      by: 'UPDATE of the end of a reconciliation, by a trigger of the owner',
      sql: () =>
        throughTrigger(
          `insert into inventory.reconciliation_runs (tenant_id, id, trigger, dry_run)
           select id, '01900000-0000-7000-8000-00000000abcd', 'MANUAL', true from inventory.tenants
           where id = current_setting('app.tenant_id')::uuid;
           update inventory.reconciliation_runs set finished_at = now() - interval '1 day'`,
        ),
      as: ['owner'],
    },
    {
      by: 'a line for a placed order',
      appRefusedBy: 'rule',
      sql: (s) =>
        `insert into inventory.purchase_order_lines (tenant_id, id, purchase_order_id, product_id, quantity) values ('${s.tenant}', inventory.uuid_v7(), '${s.order}', '${s.product}', 1)`,
    },
    {
      by: 'UPDATE of what was ordered',
      sql: () => `update inventory.purchase_order_lines set base_quantity = 99`,
    },
    {
      by: 'UPDATE of what is accepted',
      sql: () => `update inventory.purchase_order_lines set accepted_quantity = 99`,
    },
    {
      by: 'UPDATE of what was received',
      sql: () => `update inventory.purchase_order_lines set received_quantity = 0`,
    },
    {
      by: 'INSERT of a part of an assembly',
      sql: (s) =>
        `insert into inventory.assembly_parts (tenant_id, id, assembly_id, product_id, quantity, base_quantity) values ('${s.tenant}', inventory.uuid_v7(), '${s.assembly}', '${s.product}', 1, 1)`,
      appRefusedBy: 'privilege',
    },
    {
      by: 'INSERT of more sets, in the transaction that assembles',
      sql: (s) =>
        `${assemblySql(s, { id: UNKNOWN_ID })}
         insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit)
         select r.tenant_id, inventory.uuid_v7(), r.id, '${s.set}', 'LATE', 50, 'unit' from inventory.receipts r
         where r.assembly_id = '${UNKNOWN_ID}'`,
      appRefusedBy: 'rule',
    },
    {
      by: 'UPDATE of how many were assembled',
      sql: () => `update inventory.assemblies set base_quantity = 99`,
      appRefusedBy: 'privilege',
    },
    {
      by: 'UPDATE of what the parts had cost',
      sql: () => `update inventory.assemblies set parts_cost = 0`,
      appRefusedBy: 'privilege',
    },
    {
      by: 'UPDATE of a part of an assembly',
      sql: () => `update inventory.assembly_parts set base_quantity = 99`,
      appRefusedBy: 'privilege',
    },
    { by: 'DELETE of an assembly', sql: () => `delete from inventory.assemblies` },
    { by: 'DELETE of an order', sql: () => `delete from inventory.purchase_orders` },
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
    ...lateLines,
    ...stockDocuments,
    ...syncDocuments,
  ],
  noGraphql: 'no field of the API changes a document',
  bearing: { attack: 6, as: 'owner' },
});
