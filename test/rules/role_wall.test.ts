import { asRole, dayClosed, saleSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('role_wall', {
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
      by: 'a hold by a clerk',
      sql: (s) =>
        asRole(
          'clerk',
          `update inventory.batches set hold = 'RECALLED', hold_reason = 'x' where id = '${s.untouchedBatch}'`,
        ),
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
      sql: (s) => asRole('manager', dayClosed(s, 'current_date - 1')),
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
  ],
  noGraphql: 'the schema asks for the role before any SQL: FORBIDDEN',
  bearing: { attack: 0, as: 'app' },
});
