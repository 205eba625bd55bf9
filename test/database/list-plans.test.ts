import type { Pool } from 'pg';
import { createPool } from '../../src/database/pool';
import { Snapshot } from '../../src/database/snapshot';
import { ENTITIES } from '../../src/entities';
import { purchaseOrdersPage } from '../../src/database/queries/purchase-orders';
import { reconciliationRunsPage } from '../../src/database/queries/reconciliation';
import { transfersPage } from '../../src/database/queries/transfers';
import { inOrder } from '../../src/database/statement';
import type { Scan } from '../../src/schema/page';
import { reads } from '../../src/resolvers/reads';
import { asTenant, type TestDatabase } from '../support/database';
import { addDays } from '../support/days';
import { writableColumns } from '../support/rows';
import { openShopDatabase, type TestShop } from '../support/shop';

// A page of a long list of documents is read by key from either end, and the documents of some days by their dates,
// in a tenant of 5,000 documents of each kind.

const ROWS = 5_000;
const DAYS = 250;
const READ = `select coalesce(sum(pg_stat_get_xact_tuples_returned(c.oid) + pg_stat_get_xact_tuples_fetched(c.oid)), 0)::int as rows
  from pg_class c left join pg_index i on i.indexrelid = c.oid
  where coalesce(i.indrelid, c.oid) = $1::regclass`;

interface Bounds extends Omit<Scan, 'descending'> {
  readonly from: string | null;
  readonly to: string | null;
}
type Page = (
  bounds: Bounds,
  descending: boolean,
) => { text: string; parameters: readonly string[] };

const pages: Record<string, Page> = {
  transfers: (_, descending) => inOrder(transfersPage, descending),
  purchase_orders: (_, descending) => inOrder(purchaseOrdersPage, descending),
  reconciliation_runs: (_, descending) => inOrder(reconciliationRunsPage, descending),
};
for (const entity of ENTITIES) {
  const { columns, tableName } = reads.metadata.find(({ target }) => target === entity)!;
  const table = tableName.replace('api_', '');
  const isDocument = columns.some(({ propertyName }) =>
    ['businessDate', 'listedOn'].includes(propertyName),
  );
  if (!isDocument || table in pages || table === 'movements') continue;
  pages[table] = (bounds, descending) => reads.page(entity as never, {}, bounds, descending);
}

describe('a list of 5,000 documents', () => {
  let database: TestDatabase;
  let shop: TestShop;
  let pool: Pool;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
    await shop.call('reconcile', { dryRun: true });
    for (const table of Object.keys(pages)) {
      await fill(table);
      await database.pools.owner.query(`analyze inventory.${table}`);
    }
    pool = createPool(database.url, 'bincard_app', { max: 1 });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  /** Documents in the order of days. */
  async function fill(table: string): Promise<void> {
    await asTenant(database.pools.super, shop.tenant, async (client) => {
      await client.query(`alter table inventory.${table} disable trigger all`);
      const columns = await writableColumns(client, `inventory.${table}`);
      await client.query(
        `insert into inventory.${table} (${columns})
         select ${columns} from (
           select r.* from (select * from inventory.${table} order by id limit 1) d, generate_series(1, $1::int) n,
             lateral (select (now() at time zone 'UTC')::date - $2::int + n * $2::int / $1::int as day) e,
             jsonb_populate_record(null::inventory.${table}, to_jsonb(d) || jsonb_build_object('id', inventory.uuid_v7(),
               'receipt_number', gen_random_uuid(), 'order_number', gen_random_uuid(), 'requested_on', e.day, 'business_date', e.day)) r) x`,
        [ROWS, DAYS],
      );
    });
  }

  async function rowsRead(table: string, given: Partial<Bounds>, descending: boolean) {
    const bounds = { after: null, before: null, from: null, to: null, limit: 51, ...given };
    const { text, parameters } = pages[table]!(bounds, descending);
    const snapshot = new Snapshot(pool, shop.tenant, true);
    try {
      const counted = async () =>
        (
          await snapshot.run<{ rows: number }>({ name: 'read', text: READ }, [`inventory.${table}`])
        )[0]!.rows;
      const before = await counted();
      const values = parameters.map((name) => bounds[name as keyof Bounds] ?? null);
      const rows = await snapshot.run<{ id: string }>({ name: 'page', text }, values);
      return { rows, read: (await counted()) - before };
    } finally {
      await snapshot.end();
    }
  }

  it.each(Object.keys(pages))('of %s is read by key', async (table) => {
    const { rows: all } = await database.pools.super.query<{ id: string }>(
      `select id from inventory.${table} where tenant_id = $1 order by id`,
      [shop.tenant],
    );
    const middle = all[ROWS / 2]!.id;
    // 51 rows, in the index and in the table.
    for (const [given, descending] of [
      [{}, false],
      [{}, true],
      [{ after: middle }, false],
      [{ before: middle }, true],
    ] as const) {
      const { rows, read } = await rowsRead(table, given, descending);
      expect(rows).toHaveLength(51);
      expect(read).toBeLessThan(4 * 51);
    }
    // Some days, of 20 documents each, at either end and in the middle.
    for (const ago of [DAYS - 2, DAYS / 2, 3]) {
      for (const descending of [true, false]) {
        const days = { from: addDays(shop.today, -ago), to: addDays(shop.today, -ago + 1) };
        const { rows, read } = await rowsRead(table, days, descending);
        expect(rows.length).toBeGreaterThanOrEqual(38);
        expect(read).toBeLessThan(8 * 51);
      }
    }
  });
});
