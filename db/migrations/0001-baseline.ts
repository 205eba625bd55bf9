import { SqlMigration } from './sql-migration';

/** Every table of the first release, in reading order. */
export class Baseline1700000000001 extends SqlMigration {
  protected readonly files = [
    'migration_tools',
    'value_types',
    '../../functions/case_folding', // generated columns and CHECKs call them
    '../../functions/codes',
    'applied_files',
    'master_data',
    'suppliers',
    'people',
    'product_attributes',
    'purchase_orders',
    'stock_policies',
    'assemblies',
    'intake',
    '../../functions/movement_kinds', // CHECKs call them
    'ledger',
    'projections',
    'costs',
    'sales',
    'kits',
    'adjustments',
    'transfers',
    'count_plans',
    'stock_counts',
    'count_reasons',
    'reservations',
    'requests',
    'days',
    'signatures',
    'channels',
    'reconciliation',
    'sync_sources',
    'sync_runs',
    'imports',
    '../../functions/webhook_event_types', // a CHECK calls it
    'webhooks',
    'reporting',
    'autovacuum',
    'statistics',
    'shared_rules',
  ].map((name) => `db/migrations/0001-baseline/${name}.sql`);
}
