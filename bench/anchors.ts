import type { Pool } from 'pg';
import { makeHistory } from './support/history';
import { median } from './support/rounds';

const PRODUCTS = Number(process.env['BENCH_PRODUCTS'] ?? 5_000);
/** Movements of each chain, one a day: of the sizes that reconcile takes, the first. */
const ROUNDS = Number((process.env['BENCH_HISTORY'] ?? '25').split(',')[0]);

/**
 * Closes day after day of a ledger in which every chain moves once a day, and then verifies and compares it from its
 * anchors and in full. From anchors the cost is that of the
 * open day, whatever the number of days before it.
 */
export async function benchAnchors(owner: Pool, app: Pool): Promise<Record<string, unknown>> {
  const size = { products: PRODUCTS, locations: 4, rounds: ROUNDS, days: ROUNDS };
  const tenantId = await makeHistory(owner, size);
  const client = await app.connect();
  try {
    await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
    const identity = JSON.stringify({ tenant: tenantId, actor: 'bench', role: 'admin' });
    const timed = async (text: string, values: unknown[] = []) => {
      const start = performance.now();
      await client.query(text, values);
      const milliseconds = Math.round(performance.now() - start);
      await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
      return milliseconds;
    };
    const verify = (mode: string) => timed('select inventory.verify($1, $2)', [identity, { mode }]);
    const { rows: days } = await client.query<{ day: string }>(
      `select distinct business_date::text as day from inventory.daily_stock
       where business_date < inventory.tenant_today($1) order by 1`,
      [tenantId],
    );
    await verify('FULL');
    const closing: number[] = [];
    for (const { day } of days) {
      closing.push(
        await timed('select inventory.close_day($1, $2)', [identity, { businessDate: day }]),
      );
    }
    await owner.query('vacuum analyze');
    const last = days.at(-1)!.day;
    const { rows: sizes } = await client.query(
      `select (select count(*) from inventory.batch_stock)::int as chains, (select count(*) from inventory.movements)::int as movements,
         (select count(*) from inventory.chain_anchors)::int as anchors, pg_table_size('inventory.chain_anchors') as "tableBytes",
         pg_indexes_size('inventory.chain_anchors') as "indexBytes"`,
    );
    return {
      ...(sizes[0] as object),
      closeDay: { first: closing[0], median: Math.round(median(closing)), last: closing.at(-1) },
      closeDayWithoutMovements: await timed(
        'select count(*) from inventory.moved_since_anchor($1, $2, $2)',
        [tenantId, last],
      ),
      verifyFull: await verify('FULL'),
      verifyFromAnchors: await verify('ANCHORED'),
      compareFull: await timed(
        'select count(*) from inventory.compare_stock(null, null, null, null)',
      ),
      compareFromAnchors: await timed(
        'select count(*) from inventory.compare_stock(null, null, null, $1)',
        [last],
      ),
    };
  } finally {
    client.release(true);
  }
}
