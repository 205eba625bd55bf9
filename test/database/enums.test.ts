import { RUN_KINDS } from '../../src/imports/kinds';
import * as counts from '../../src/schema/count-enums';
import * as enums from '../../src/schema/enums';
import * as purchase from '../../src/schema/purchase-enums';
import * as reconciliation from '../../src/schema/reconciliation-enums';
import { SyncRowOutcome } from '../../src/schema/sync-row';
import { SyncDirection } from '../../src/schema/sync-run';
import * as transferEnums from '../../src/schema/transfer-enums';
import * as value from '../../src/schema/value-enums';
import { createTestDatabase, type TestDatabase } from '../support/database';

// The enums of the API equal the lists in the database: in CHECKs, in functions and in the transitions of documents.

/** CHECKs that list values, by table and constraint, with the enum or, without one, the values. */
const LISTS: Record<string, object | string[]> = {
  'adjustments.value_unknown__status': enums.AdjustmentStatus,
  'adjustments.value_unknown__type': enums.AdjustmentType,
  'assemblies.value_unknown__status': enums.AssemblyStatus,
  'batch_costs.value_unknown__kind': value.CostKind,
  'batch_costs.value_unknown__spread_by': value.CostSpread,
  'batches.value_unknown__hold': ['QUARANTINED', 'RECALLED'], // of BatchStatus
  'channel_corrections.value_unknown__field': ['quantity', 'total', 'visible'],
  'count_classes.value_unknown__class': value.AbcClass,
  'count_plans.value_unknown__class': value.AbcClass,
  'import_changes.value_unknown__outcome': ['CREATED', 'UPDATED', 'UNCHANGED'],
  'import_runs.value_unknown__kind': RUN_KINDS.map(({ kind }) => kind),
  'locations.value_unknown__kind': enums.LocationKind,
  'lots.value_unknown__hold': ['QUARANTINED', 'RECALLED'], // of LotStatus
  'product_codes.value_unknown__kind': enums.ProductCodeKind,
  'product_mappings.value_unknown__status': ['IN_STOCK', 'SOLD'],
  'products.value_unknown__kind': enums.ProductKind,
  'products.value_unknown__status': enums.ProductStatus,
  'purchase_orders.value_unknown__status': purchase.PurchaseOrderStatus,
  'reconciliation_lines.value_unknown__fix': reconciliation.FixStatus,
  'reconciliation_lines.value_unknown__kind': reconciliation.DiscrepancyKind,
  'reconciliation_runs.value_unknown__trigger': reconciliation.ReconciliationTrigger,
  'refund_lines.value_unknown__disposition': enums.ReturnDisposition,
  'reservations.value_unknown__status': enums.ReservationStatus,
  'sign_in_attempts.value_unknown__scope': ['ACCOUNT', 'ADDRESS'],
  'stock_alerts.value_unknown__kind': ['LOW_STOCK', 'EXPIRING', 'EXPIRED'], // told as events
  'stock_count_entries.value_unknown__mode': counts.CountMode,
  'stock_count_reasons.value_unknown__reason': counts.VarianceReason,
  'stock_counts.value_unknown__status': counts.StockCountStatus,
  'sync_changes.value_unknown__action': ['CREATED', 'UPDATED', 'EXPORTED'],
  'sync_run_rows.value_unknown__outcome': SyncRowOutcome,
  'sync_runs.value_unknown__direction': SyncDirection,
  'sync_runs.value_unknown__trigger': reconciliation.ReconciliationTrigger,
  'tenants.value_unknown__auto_fix_kinds': reconciliation.DiscrepancyKind,
  'transfer_closings.value_unknown__status': transferEnums.TransferClosingStatus,
  'transfers.value_unknown__status': transferEnums.TransferStatus,
  'verifications.value_unknown__mode': ['FULL', 'ANCHORED', 'INCREMENTAL'],
};
const sorted = (values: object | string[]) => Object.values(values).map(String).sort();

describe('lists of values', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  const query = async <Row extends object>(text: string) =>
    (await database.pools.owner.query<Row>(text)).rows;
  const quoted = (text: string) => [...text.matchAll(/'(\w+)'::text/g)].map(([, value]) => value!);
  const checks = async () =>
    new Map(
      (
        await query<{ name: string; definition: string }>(
          `select pg_get_constraintdef(oid) as definition,
             split_part(conrelid::regclass::text, '.', 2) || '.' || conname as name from pg_constraint
           where connamespace = 'inventory'::regnamespace and pg_get_constraintdef(oid) ~ '(= ANY \\(|<@ )ARRAY'`,
        )
      ).map(({ name, definition }) => [name, quoted(definition).sort()]),
    );

  it('are the same in a CHECK and in its enum', async () => {
    const live = [...(await checks())].sort();
    expect(live).toEqual(Object.entries(LISTS).map(([name, list]) => [name, sorted(list)]));
  });

  it('are the same in the transitions of a document and in its CHECK', async () => {
    const transitions = await query<{ table: string; steps: string }>(
      `select split_part(tgrelid::regclass::text, '.', 2) as table, encode(tgargs, 'escape') as steps from pg_trigger
       where tgfoid = 'inventory.tg_illegal_transition()'::regprocedure`,
    );
    expect(transitions.length).toBeGreaterThan(2);
    const lists = await checks();
    for (const { table, steps: text } of transitions) {
      const statuses = text
        .split('\\000')
        .filter(Boolean)
        .flatMap((step) => step.split('>'));
      expect([table, [...new Set(statuses)].sort()]).toEqual([
        table,
        lists.get(`${table}.value_unknown__status`),
      ]);
    }
  });

  it('of movements are one list of kinds, each with a figure and a sign', async () => {
    const [row] = await query<{ definition: string }>(
      `select pg_get_functiondef('inventory.kind_figure(text)'::regprocedure) as definition`,
    );
    const kinds = [...row!.definition.matchAll(/WHEN '(\w+)'/g)].map(([, kind]) => kind!);
    expect(kinds.sort()).toEqual(sorted(enums.MovementKind));
    const unsigned = await query(
      `select k from unnest('{${kinds.join()}}'::text[]) k
       where not inventory.movement_sign(k, 1) and not inventory.movement_sign(k, -1)`,
    );
    expect(unsigned).toEqual([]);
    const [unknown] = await query<{ known: boolean }>(
      `select inventory.movement_sign('GIFT', 1) or inventory.kind_figure('GIFT') is not null as known`,
    );
    expect(unknown).toEqual({ known: false });
  });

  it('of discrepancies are in the order of their enum', async () => {
    const [row] = await query<{ definition: string }>(
      `select pg_get_functiondef('inventory.compare_stock(uuid, uuid, text[], date)'::regprocedure) as definition`,
    );
    const order = /array_position\(ARRAY\[([^\]]*)\]/.exec(row!.definition)![1]!;
    expect(quoted(order)).toEqual(Object.values(reconciliation.DiscrepancyKind));
  });
});
