import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';
import { describeQueries } from '../../src/generate/queries';
import type { DescribedStatement } from '../../src/generate/queries/describe';
import { openTarget, type Target } from '../attack/calls';
import { asTenant } from '../support/database';
import { addDays } from '../support/days';
import { allStatements } from '../support/statements';

// The types of db/queries come from the catalog, or, where the catalog does not have them, from a comment or a list in
// src/generate/queries. Here they are compared with rows.

const NIL = '00000000-0000-0000-0000-000000000000';

describe('a statement of db/queries', () => {
  let target: Target;
  let described: DescribedStatement[];
  let ids: string[];
  let source: { id: string; name: string; key: string };

  beforeAll(async () => {
    target = await openTarget();
    const { pools } = target.stage.database;
    await fillAndDamage();
    ids = await everyId();
    const { rows } = await pools.super.query<typeof source>(
      `select s.id, s.name, m.external_key as key from inventory.sync_sources s
       join inventory.product_mappings m on m.tenant_id = s.tenant_id and m.source_id = s.id`,
    );
    source = rows[0]!;
    described = [...(await describeQueries(pools.owner)).values()].flat();
  });
  afterAll(() => target?.stage.close());

  /**
   * A held batch of which a part is promised, a closed day, a wrong stock figure, a broken chain, and the reconciliation and
   * verification that find both.
   */
  async function fillAndDamage(): Promise<void> {
    const { database, shop } = target.stage;
    await shop.call('hold_batch', { id: shop.otherBatch, hold: 'QUARANTINED', reason: 'test' });
    await shop.call('close_day', { businessDate: addDays(shop.today, -1) });
    await asTenant(database.pools.super, shop.tenant, async (client) => {
      await client.query('update inventory.products set reorder_point = 2000000');
      for (const table of ['stock_levels', 'daily_stock', 'movements']) {
        await client.query(`alter table inventory.${table} disable trigger all`);
      }
      await client.query(
        'update inventory.stock_levels set on_hand = on_hand + 1 where product_id = $1',
        [shop.product],
      );
      await client.query(
        'update inventory.daily_stock set opening = opening + 1, closing = closing + 1 where product_id = $1',
        [shop.otherProduct],
      );
      await client.query(
        `update inventory.movements set actor = 'mallory' where batch_id = $1 and sequence = 1`,
        [shop.untouchedBatch],
      );
    });
    await shop.call('reconcile', { dryRun: true });
    await shop.call('verify', { mode: 'FULL' });
    const { id: runId } = await shop.call('begin_import', {
      ...{ kind: 'STOCK', dryRun: true, allOrNothing: false, fileName: 'a.csv', fileHash: '00' },
    });
    const problems = [{ row: 2, code: 'VALUE_MISSING', message: 'sku is missing' }];
    await shop.call('record_import_problems', { runId, problems });
    const change = { row: 3, outcome: 'created', subject: 'A-1', changes: [], hash: '00' };
    await shop.call('record_import_changes', { runId, changes: [change] });
  }

  /** The ids of the tenant's rows in every table. */
  async function everyId(): Promise<string[]> {
    const { database, shop } = target.stage;
    const { rows: tables } = await database.pools.super.query<{ name: string }>(
      `select c.relname as name from pg_class c
       where c.relnamespace = 'inventory'::regnamespace and c.relkind = 'r' and 2 = (
         select count(*) from pg_attribute a
         where a.attrelid = c.oid and a.attname in ('id', 'tenant_id') and a.atttypid = 'uuid'::regtype)`,
    );
    const each = tables.map(
      ({ name }) => `select id from inventory.${name} where tenant_id = $1::uuid`,
    );
    const { rows } = await database.pools.super.query<{ id: string }>(each.join(' union all '), [
      shop.tenant,
    ]);
    return rows.map(({ id }) => id);
  }

  it('can be prepared by the role of the server', async () => {
    const { database, shop } = target.stage;
    const statements = [...(await allStatements()).values()];
    expect(statements).toHaveLength(described.length);
    await asTenant(database.pools.app, shop.tenant, async (client) => {
      for (const { name, text } of statements) await client.query(`prepare ${name}_x as ${text}`);
    });
  });

  it('is used', async () => {
    const sources = readdirSync(path.join(packageRoot, 'src'), { recursive: true })
      .map(String)
      .filter((file) => file.endsWith('.ts') && !file.startsWith('database/queries/'))
      .map((file) => readFileSync(path.join(packageRoot, 'src', file), 'utf8'))
      .filter((text) => text.includes('database/queries/'));
    const isUsed = (name: string) =>
      sources.some((text) => (text.match(new RegExp(`\\b${name}\\b`, 'g')) ?? []).length > 1);
    const unused = [...(await allStatements()).keys()].filter((name) => !isUsed(name));
    expect(unused).toEqual([]);
  });

  it('gives values of the types that are generated for it', async () => {
    const { database, shop } = target.stage;
    const wrong: string[] = [];
    const empty: string[] = [];
    await asTenant(database.pools.app, shop.tenant, async (client) => {
      for (const statement of described) {
        const { name, text, parameterTypes, columns } = statement;
        const values = parameterTypes.map(([parameter, type]) => valueFor(name, parameter, type));
        const { rows } = await client.query<Record<string, unknown>>(text, values);
        if (rows.length === 0) empty.push(name);
        for (const [column, type] of columns) {
          const found = rows.find((row) => !isOfType(row[column], type));
          if (found) wrong.push(`${name}.${column}: ${type}, not ${JSON.stringify(found[column])}`);
        }
      }
    });
    expect(wrong).toEqual([]);
    // Without a row no type was compared. Of these statements the catalog has every type.
    expect(empty.sort()).toEqual([
      ...['api_tokens', 'archive_after'],
      ...['archive_days', 'archive_movements', 'archive_names', 'archive_starts'],
      ...['archives', 'archives_of_time', 'batch_ids_by_number', 'broken_links'],
      ...['channel_corrections_by_id', 'channel_corrections_page', 'channel_corrections_to_upload'],
      ...['closed_day', 'components_by_sale_line', 'costs_of_batches'],
      ...['counts_due', 'days_to_close', 'hidden_from_backup', 'kits_by_sku'],
      ...[
        'log_consistency',
        'log_path',
        'lot_assemblies',
        'lot_by_number',
        'movement_facts',
        'movement_path',
      ],
      ...[
        'purchase_order_by_number',
        'reporting_faults',
        'reporting_logins',
        'resolved_code',
        'signed_days',
        'signing_keys',
        'supplier_by_code',
      ],
      ...['sync_changes_by_run', 'sync_due', 'sync_rows_by_run', 'unlisted_keys'],
      ...['user_of_actor', 'users'],
      ...['webhook_events', 'webhooks', 'webhooks_due', 'writes_outside_ledger'],
    ]);
  });

  /** The parameters of a statement: no filters and every id, unless it needs something else. */
  function valueFor(statement: string, parameter: string, type: string): unknown {
    const { shop } = target.stage;
    const ofStatement: Record<string, Record<string, unknown>> = {
      matching_products: { differing: [] },
      unknown_codes: { skus: ['none'], locationCodes: ['none'] },
      lot_transfers: { lotId: shop.otherLot },
      backtest: {
        ...{ codes: ['A', 'A'], days: ['2031-01-01', '2031-01-02'], quantities: ['1', '1'] },
        ...{ leadDays: 1, warmUp: 1, window: 1, smoothing: '0.5', safety: '1', cover: 1 },
      },
      stock_level_at: { locationId: shop.location },
      movements_since: { transactionId: '0', movementId: NIL },
      bin_card_page: { start: 0, fromEnd: false },
      verified_until: {
        ...{ afterBatchId: NIL, afterLocationId: NIL, afterSequence: 0 },
        ...{ movements: 10, chains: 10 },
      },
    };
    const anywhere: Record<string, unknown> = {
      ...{ limit: 500, from: '2000-01-01', to: '2999-01-01', day: '2999-01-01' },
      ...{ withinDays: 36_500, olderThanDays: 0, previousHash: '', groupBy: 'PRODUCT' },
      ...{ conditions: '[{"name": "none", "low": 1, "high": 2}]', few: 10 },
      ...{ sku: 'A', code: 'L1', receiptNumber: 'R-1', name: source.name, keys: [source.key] },
      ...{ productId: shop.product, batchId: shop.batch, lotId: shop.lot, sourceId: source.id },
    };
    if (type.includes('null')) return null;
    return (
      ofStatement[statement]?.[parameter] ??
      anywhere[parameter] ??
      (type === 'readonly string[]' ? ids : undefined)
    );
  }
});

/** Whether a value is of a TypeScript type, as src/generate/queries prints it. */
function isOfType(value: unknown, type: string): boolean {
  if (type === 'unknown') return true;
  const alternatives = type.split(/ \| (?![^(]*\))/);
  if (value === null) return alternatives.includes('null');
  return alternatives.some((alternative) => {
    if (alternative.startsWith("'")) return value === alternative.slice(1, -1);
    if (alternative === 'Date') return value instanceof Date;
    if (alternative.startsWith('Record<')) return typeof value === 'object';
    if (!alternative.endsWith('[]')) return typeof value === alternative;
    const element = alternative.slice(0, -2).replace(/^\((.*)\)$/, '$1');
    return Array.isArray(value) && value.every((each) => isOfType(each, element));
  });
}
