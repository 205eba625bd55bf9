import { randomUUID } from 'node:crypto';
import type { TestShop } from '../support/shop';
import { assemblySql, voidSql } from './assembly-statements';
import { dayClosed, lotExpirySql, lotHoldSql, saleSql, UNKNOWN_ID } from './statements';
import { arrivalSql, transferSql } from './transfer-statements';
import { asRole } from './writers';
import { mappingSql, sourceSql, syncedSql } from './sync-statements';
import { ruleSuite } from './suite';

ruleSuite('role_policy', {
  accepted: (s) => asRole('clerk', saleSql(s, [{}])),
  attacks: [
    { by: 'a sale by a viewer', sql: (s) => asRole('viewer', saleSql(s, [{}])), as: ['app'] },
    { by: 'a sale by nobody', sql: (s) => asRole('', saleSql(s, [{}])), as: ['app'] },
    {
      by: 'an approval by a clerk',
      sql: () =>
        asRole(
          'clerk',
          `select set_config('app.actor', 'other', true); update inventory.adjustments set status = 'APPROVED' where status = 'PENDING'`,
        ),
      as: ['app'],
    },
    {
      by: 'a transfer out of quarantine by a clerk',
      sql: (s) =>
        `insert into inventory.locations (tenant_id, id, code, name, kind) values ('${s.tenant}', '${UNKNOWN_ID}', 'Q', 'Q', 'QUARANTINE');` +
        asRole('clerk', transferSql(s, [{}], { from: UNKNOWN_ID })),
      as: ['app'],
    },
    {
      by: 'an arrival by a viewer',
      sql: (s) => asRole('viewer', arrivalSql(s, s.dispatchedTransfer, 1)),
      as: ['app'],
    },
    {
      by: 'a loss approved by a clerk',
      sql: () =>
        asRole(
          'clerk',
          `select set_config('app.actor', 'other', true); update inventory.transfer_closings set status = 'APPROVED'`,
        ),
      as: ['app'],
    },
    {
      by: 'an assembly by a viewer',
      sql: (s) => asRole('viewer', assemblySql(s)),
      as: ['app'],
    },
    {
      by: 'a voided assembly by a clerk',
      sql: (s) => asRole('clerk', voidSql(s.assembly)),
      as: ['app'],
    },
    {
      by: 'a hold by a clerk',
      sql: (s) =>
        asRole(
          'clerk',
          `update inventory.batches set hold = 'RECALLED', hold_reason = 'x' where id = '${s.untouchedBatch}'`,
        ),
      as: ['app'],
    },
    {
      by: 'a hold of a lot by a clerk',
      sql: (s) => asRole('clerk', lotHoldSql(s.lot, 'RECALLED')),
      as: ['app'],
    },
    {
      by: 'a correction of an expiry date by a clerk',
      sql: (s) => asRole('clerk', lotExpirySql(s, s.lot, 5)),
      as: ['app'],
    },
    {
      by: 'a reconciliation by a manager',
      sql: (s) =>
        asRole(
          'manager',
          `insert into inventory.reconciliation_runs (tenant_id, id, trigger, dry_run) values ('${s.tenant}', inventory.uuid_v7(), 'MANUAL', true)`,
        ),
      as: ['app'],
    },
    {
      by: 'closing a day as a manager',
      sql: (s) => asRole('manager', dayClosed(s, -1)),
      as: ['app'],
    },
    {
      by: 'settings by a manager',
      sql: () => asRole('manager', `update inventory.tenants set allow_self_approval = true`),
      as: ['app'],
    },
    {
      by: 'a product by a clerk',
      sql: (s) =>
        asRole(
          'clerk',
          `insert into inventory.products (tenant_id, id, sku, name) values ('${s.tenant}', inventory.uuid_v7(), 'W', 'W')`,
        ),
      as: ['app'],
    },
    {
      by: 'a sync source by a manager',
      sql: (s) => asRole('manager', sourceSql(s)),
      as: ['app'],
    },
    {
      by: 'an edit of a sync source by a manager',
      sql: (s) =>
        sourceSql(s) + asRole('manager', 'update inventory.sync_sources set enabled = false'),
      as: ['app'],
    },
    {
      by: 'a change of what a key became by a manager',
      sql: (s) =>
        syncedSql(s) + asRole('manager', `update inventory.product_mappings set status = 'SOLD'`),
      as: ['app'],
    },
    {
      by: 'INSERT into product_mappings by a manager',
      sql: (s) => {
        const source = randomUUID();
        return sourceSql(s, { id: source }) + asRole('manager', mappingSql(s, { source }));
      },
      as: ['app'],
    },
    ...['sync_runs', 'sync_run_ends', 'sync_run_rows'].map((table) => ({
      by: `INSERT into ${table} by a manager`,
      sql: (s: TestShop) =>
        syncedSql(s) +
        asRole('manager', `insert into inventory.${table} select * from inventory.${table}`),
      as: ['app' as const],
    })),
  ],
  noGraphql: 'the schema asks for the role before any SQL: FORBIDDEN',
  bearing: { attack: 0, as: 'app' },
});
