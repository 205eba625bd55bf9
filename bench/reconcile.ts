import type { Pool, PoolClient } from 'pg';
import { streamCopy } from '../src/exports/stream';
import { findExport, prepareExport } from '../src/exports/exports';
import { Snapshot } from '../src/database/snapshot';
import { stockAudit } from '../src/database/queries/stock-audit';
import { makeHistory } from './support/history';
import { median } from './support/rounds';

const PRODUCTS = Number(process.env['BENCH_PRODUCTS'] ?? 10_000);
const LOCATIONS = 4;
/** Movements for each chain: 25 make 1,000,000 movements of 10,000 products at 4 locations. */
const SIZES = (process.env['BENCH_HISTORY'] ?? '25,125').split(',').map(Number);
const DAYS = 25;
const REPEATS = 5;

/**
 * Compares, verifies, reports and exports ledgers of 1,000,000 and 5,000,000 movements. For comparison, reads the same rows
 * by plain SQL.
 */
export async function benchReconcile(owner: Pool, app: Pool): Promise<Record<string, unknown>> {
  const results: Record<string, unknown> = {};
  for (const rounds of SIZES) {
    const movements = rounds * PRODUCTS * LOCATIONS;
    console.error(`making ${movements} movements ...`);
    const tenantId = await makeHistory(owner, {
      ...{ products: PRODUCTS, locations: LOCATIONS, rounds, days: DAYS },
    });
    results[`movements${movements}`] = await measure(app, owner, tenantId);
    console.error(JSON.stringify(results));
  }
  return { products: PRODUCTS, locations: LOCATIONS, ...results };
}

async function measure(app: Pool, owner: Pool, tenantId: string) {
  const client = await app.connect();
  try {
    await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
    const timed = (text: string, values: unknown[] = []) => times(client, text, values);
    const { from, to } = await lastDays(client, 30);
    const figures = {
      compare: await timed('select count(*) from inventory.compare_stock(null, null, null, null)'),
      readLedgerOnce: await timed('select count(*), sum(quantity) from inventory.movements'),
      stockAudit30Days: await timed(...auditOf({ from, to })),
      stockAuditPage: await timed(...auditOf({ from, to, limit: 51 })),
      readDaysOnce: await timed(
        'select count(*), sum(closing) from inventory.daily_stock where business_date between $1 and $2',
        [...[from, to]],
      ),
      verifyIncremental: await verifyIncremental(client, owner, tenantId),
      export: await exportRate(app, tenantId),
    };
    return figures;
  } finally {
    client.release(true);
  }
}

/** The statement that the API runs for a stock audit by product, and its values. */
function auditOf(asked: { from: string; to: string; limit?: number }): [string, unknown[]] {
  const given: Record<string, unknown> = { ...asked, groupBy: 'PRODUCT' };
  return [stockAudit.text, stockAudit.parameters.map((name) => given[name] ?? null)];
}

/** The last business dates of the tenant's ledger, which stay the same when the run passes midnight. */
async function lastDays(client: PoolClient, days: number): Promise<{ from: string; to: string }> {
  const { rows } = await client.query<{ from: string; to: string }>(
    `select (max(last_business_date) - $1::int + 1)::text as from, max(last_business_date)::text as to
     from inventory.stock_levels`,
    [days],
  );
  return rows[0]!;
}

/** The median time of a statement over a few runs, in milliseconds. */
async function times(client: PoolClient, text: string, values: unknown[]): Promise<number> {
  const milliseconds: number[] = [];
  for (let n = 0; n < REPEATS; n++) {
    const start = performance.now();
    await client.query(text, values);
    milliseconds.push(performance.now() - start);
  }
  return Math.round(median(milliseconds));
}

/** The time of an incremental verification after 1,000 new movements. */
async function verifyIncremental(client: PoolClient, owner: Pool, tenantId: string) {
  const identity = JSON.stringify({ tenant: tenantId, actor: 'bench', role: 'admin' });
  await client
    .query('select inventory.verify($1, $2)', [identity, { mode: 'FULL' }])
    .then(() => undefined);
  const { rows: products } = await client.query<{ id: string }>(
    'select id from inventory.products limit 1000',
  );
  const { rows: locations } = await client.query<{ id: string }>(
    'select id from inventory.locations limit 1',
  );
  const milliseconds: number[] = [];
  for (let n = 0; n < REPEATS; n++) {
    for (const { id } of products) {
      await client.query({
        name: 'sale',
        text: 'select inventory.record_sale($1, $2)',
        values: [
          identity,
          { locationId: locations[0]!.id, lines: [{ productId: id, quantity: 1 }] },
        ],
      });
    }
    const start = performance.now();
    await client.query('select inventory.verify($1, $2)', [identity, { mode: 'INCREMENTAL' }]);
    milliseconds.push(performance.now() - start);
    await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
  }
  return { newMovements: products.length, milliseconds: Math.round(median(milliseconds)) };
}

/** The rows per second of the movements export, and by how much the memory of this process grows. */
async function exportRate(app: Pool, tenantId: string) {
  const before = process.memoryUsage().rss;
  let peak = before;
  const start = performance.now();
  const snapshot = new Snapshot(app, tenantId, false);
  const { copy } = await prepareExport(findExport('movements.csv')!, {}, snapshot);
  await snapshot.end();
  const stream = await streamCopy(app, tenantId, copy);
  let rows = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    for (const byte of chunk) if (byte === 10) rows++;
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  const seconds = (performance.now() - start) / 1000;
  return {
    rows: rows - 1,
    rowsPerSecond: Math.round((rows - 1) / seconds),
    rssGrowthMegabytes: Math.round((peak - before) / 1e6),
  };
}
