import type { Pool, PoolClient } from 'pg';
import { streamCopy } from '../src/exports/stream';
import { findExport } from '../src/exports/exports';
import { stockAudit } from '../src/database/queries/days';
import { readSql } from '../src/database/sql-files';
import { median } from './support/rounds';

const PRODUCTS = Number(process.env['BENCH_PRODUCTS'] ?? 10_000);
const LOCATIONS = 4;
/** Rounds of one movement for each chain: 25 make 1,000,000 movements of 10,000 products at 4 locations. */
const SIZES = (process.env['BENCH_HISTORY'] ?? '25,125').split(',').map(Number);
const DAYS = 25;
const REPEATS = 5;

/**
 * Compare, verify, report and export over a ledger of 1,000,000 and 5,000,000 movements, each beside the plain SQL
 * that reads the same rows: what it would cost to look at them at all.
 */
export async function benchReconcile(owner: Pool, app: Pool): Promise<Record<string, unknown>> {
  await owner.query('create schema if not exists bench');
  await owner.query(readSql('bench/support/history.sql'));
  const results: Record<string, unknown> = {};
  for (const rounds of SIZES) {
    const movements = rounds * PRODUCTS * LOCATIONS;
    console.error(`making ${movements} movements ...`);
    const tenantId = await makeHistory(owner, rounds);
    results[`movements${movements}`] = await measure(app, owner, tenantId);
    console.error(JSON.stringify(results));
  }
  return { products: PRODUCTS, locations: LOCATIONS, ...results };
}

async function makeHistory(owner: Pool, rounds: number): Promise<string> {
  const code = `history-${rounds}`;
  const { rows } = await owner.query<{ id: string }>(
    'select inventory.create_tenant($1, $1) as id',
    [code],
  );
  const tenantId = rows[0]!.id;
  const identity = JSON.stringify({ tenant: tenantId, actor: 'bench', role: 'admin' });
  for (let n = 0; n < LOCATIONS; n++) {
    await owner.query('select inventory.create_location($1, $2)', [
      identity,
      { code: `L${n}`, name: `L${n}`, kind: 'STOREFRONT' },
    ]);
  }
  const client = await owner.connect();
  try {
    await client.query(
      `call bench.make_history('${tenantId}', ${PRODUCTS}, ${rounds}, ${rounds / DAYS})`,
    );
    await client.query('vacuum analyze');
  } finally {
    client.release(true);
  }
  return tenantId;
}

async function measure(app: Pool, owner: Pool, tenantId: string) {
  const client = await app.connect();
  try {
    await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
    const timed = (text: string, values: unknown[] = []) => times(client, text, values);
    const from = await day(client, 29);
    const to = await day(client, 0);
    const figures = {
      compare: await timed('select count(*) from inventory.compare_stock(null, null, null)'),
      readLedgerOnce: await timed('select count(*), sum(quantity) from inventory.movements'),
      stockAudit30Days: await timed(`select count(*) from (${stockAudit.text}) x`, [
        ...[from, to, null, null, 'PRODUCT'],
      ]),
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

async function day(client: PoolClient, ago: number): Promise<string> {
  const { rows } = await client.query<{ d: string }>('select (current_date - $1::int)::text as d', [
    ago,
  ]);
  return rows[0]!.d;
}

/** The median of a few runs, in milliseconds. */
async function times(client: PoolClient, text: string, values: unknown[]): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < REPEATS; n++) {
    const start = performance.now();
    await client.query(text, values);
    taken.push(performance.now() - start);
  }
  return Math.round(median(taken));
}

/** What a scan's verification takes after 1,000 new movements, beside reading them. */
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
  const taken: number[] = [];
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
    taken.push(performance.now() - start);
    await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
  }
  return { newMovements: products.length, milliseconds: Math.round(median(taken)) };
}

/** Rows a second of the movements export, and what it does to this process' memory. */
async function exportRate(app: Pool, tenantId: string) {
  const before = process.memoryUsage().rss;
  let peak = before;
  const start = performance.now();
  const stream = await streamCopy(app, tenantId, findExport('movements.csv', {})!.copy);
  let rows = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    for (const byte of piece) if (byte === 10) rows++;
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  const seconds = (performance.now() - start) / 1000;
  return {
    rows: rows - 1,
    rowsPerSecond: Math.round((rows - 1) / seconds),
    rssGrowthMegabytes: Math.round((peak - before) / 1e6),
  };
}
