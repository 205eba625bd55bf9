import type { Pool, PoolClient } from 'pg';
import { stockAudit } from '../src/database/queries/stock-audit';
import { median } from './support/rounds';
import { readSql } from '../src/database/sql-files';

const PRODUCTS = Number(process.env['BENCH_PRODUCTS'] ?? 20_000);
const LOCATIONS = 4;
const DAYS = 30;
const REPEATS = 5;
const PAGE = 50;

/**
 * The stock audit of 80,000 places over 30 days, all of it and a page of products, each read to the end; for comparison,
 * plain SQL that adds the same days up once.
 */
export async function benchStockAudit(owner: Pool, app: Pool): Promise<Record<string, unknown>> {
  const { rows } = await owner.query<{ id: string }>(
    `select inventory.create_tenant('audit', 'audit') as id`,
  );
  const tenantId = rows[0]!.id;
  await owner.query('create schema if not exists bench');
  await owner.query(readSql('bench/support/days.sql'));
  await owner.query('select bench.make_days($1, $2, $3, $4)', [
    ...[tenantId, PRODUCTS, LOCATIONS, DAYS],
  ]);
  await owner.query('vacuum analyze');
  const client = await app.connect();
  try {
    await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
    const figures: Record<string, unknown> = { places: PRODUCTS * LOCATIONS, days: DAYS };
    figures['addedUpOnce'] = await milliseconds(
      client,
      `select d.product_id, sum(d.purchases), sum(d.sales), sum(d.refunds), sum(d.adjustments), sum(d.transfers_in),
         sum(d.transfers_out), sum(d.expired) from inventory.daily_stock d
       where d.business_date between '2020-02-01' and '2020-12-31' group by 1`,
      [],
    );
    for (const groupBy of ['PRODUCT', 'PRODUCT_AND_LOCATION', 'PRODUCT_AND_DAY']) {
      for (const limit of [PAGE + 1, null]) {
        const given = { from: '2020-02-01', to: '2020-12-31', groupBy, limit };
        const values = stockAudit.parameters.map((name) => given[name as 'limit'] ?? null);
        const name = `${groupBy} ${limit === null ? 'all' : `page of ${PAGE}`}`;
        figures[name] = await milliseconds(client, stockAudit.text, values);
      }
    }
    return figures;
  } finally {
    client.release(true);
  }
}

/** The median time until the last row was read. */
async function milliseconds(client: PoolClient, text: string, values: unknown[]) {
  const times: number[] = [];
  let rows = 0;
  for (let n = 0; n < REPEATS; n++) {
    const start = performance.now();
    rows = (await client.query(text, values)).rows.length;
    times.push(performance.now() - start);
  }
  return { rows, milliseconds: Math.round(median(times)) };
}
