import assert from 'node:assert/strict';
import type { Pool } from 'pg';
import { signToken } from '../src/auth/token';
import { readSql } from '../src/database/sql-files';
import { makeHistory } from './support/history';
import { httpClient } from './support/http-client';
import { median } from './support/rounds';
import { BENCH_SECRET, serveSide } from './support/server-process';
import { rounded, timed } from './support/timed';

const PRODUCTS = Number(process.env['BENCH_PRODUCTS'] ?? 10_000);
const LOCATIONS = 4;
/** Movements for each chain: 125 make 5,000,000 movements of 10,000 products at 4 locations. */
const ROUNDS = Number(process.env['BENCH_HISTORY'] ?? 125);
const REPEATS = Number(process.env['BENCH_ROUNDS'] ?? 9);
const DAYS = 365;

const API = {
  value: `query ($at: LocalDate) { stockValue(at: $at) { value quantity lines { value quantity quantityWithoutCost key } } }`,
  valueByPlace: `query ($at: LocalDate) { stockValue(at: $at, groupBy: PRODUCT_AND_LOCATION) { value lines { value quantity key } } }`,
  margin: `query ($from: LocalDate!, $at: LocalDate!) { margin(from: $from, to: $at) { productId: product { id } quantity cost revenue margin } }`,
};

/**
 * Asks the API for what stock was worth, and for the margin of a year, at 10,000 products x 4 places and 5,000,000 movements.
 * For comparison: the leanest SQL over the same totals, its JSON passed through by a bare server; and the same figures added up
 * from the movements, which is what they would cost without totals.
 */
export async function benchWorth(
  databaseUrl: string,
  owner: Pool,
  app: Pool,
): Promise<Record<string, unknown>> {
  const movements = ROUNDS * PRODUCTS * LOCATIONS;
  console.error(`making ${movements} movements ...`);
  const tenantId = await makeHistory(owner, {
    ...{ products: PRODUCTS, locations: LOCATIONS, rounds: ROUNDS, days: ROUNDS },
    ...{ gap: Math.max(1, Math.round(DAYS / ROUNDS)), price: '4.00' },
  });
  const days = await period(app, tenantId);
  const identity = { tenantId, actor: 'bench', role: 'viewer' as const };
  const token = await signToken(identity, new TextEncoder().encode(BENCH_SECRET));
  const api = await serveSide('api', databaseUrl, tenantId);
  const bare = await serveSide('bare', databaseUrl, tenantId);
  const asking = (url: string, body: object) => {
    const post = httpClient(url, token, 1);
    const text = JSON.stringify(body);
    return async () => JSON.parse(await post(text)) as unknown;
  };
  const ofApi = (query: string, variables: object) => asking(api.url, { query, variables });
  const ofBare = (name: string, values: string[]) =>
    asking(bare.url, { text: readSql(`bench/support/worth/${name}.sql`), values });
  const sides: Record<string, () => Promise<unknown>> = {
    apiValueToday: ofApi(API.value, {}),
    apiValueHalfAYearAgo: ofApi(API.value, { at: days.middle }),
    bareValueHalfAYearAgo: ofBare('value', [days.middle]),
    apiValueByPlace: ofApi(API.valueByPlace, { at: days.middle }),
    apiMarginOfAYear: ofApi(API.margin, { from: days.from, at: days.to }),
    bareMarginOfAYear: ofBare('margin', [days.from, days.to]),
    apiMarginOfAMonth: ofApi(API.margin, { from: days.month, at: days.middle }),
  };
  try {
    const client = await app.connect();
    try {
      await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
      const added = await addedUp(client, days);
      const { data } = (await sides['apiValueHalfAYearAgo']!()) as {
        data: { stockValue: { value: string; lines: unknown[] } };
      };
      assert.equal(Number(data.stockValue.value), Number(added.value));
      assert.equal(data.stockValue.lines.length, PRODUCTS);
      const { data: sold } = (await sides['apiMarginOfAYear']!()) as {
        data: { margin: { cost: string }[] };
      };
      const cost = sold.margin.reduce((sum, line) => sum + Number(line.cost), 0);
      assert.equal(Math.round(cost * 100), Math.round(Number(added.cost) * 100));
      const times: Record<string, number[]> = {};
      for (let n = 0; n < REPEATS; n++) {
        for (const [name, side] of Object.entries(sides)) {
          (times[name] ??= []).push(await timed(side));
        }
      }
      const medians = Object.fromEntries(
        Object.entries(times).map(([name, each]) => [name, rounded(median(each))]),
      );
      return {
        ...{ products: PRODUCTS, locations: LOCATIONS, movements, days, milliseconds: medians },
        slowest: Object.fromEntries(
          Object.entries(times).map(([name, each]) => [name, rounded(Math.max(...each))]),
        ),
        addedUpFromMovements: added.milliseconds,
        ratioValue: rounded(medians['apiValueHalfAYearAgo']! / medians['bareValueHalfAYearAgo']!),
        ratioMargin: rounded(medians['apiMarginOfAYear']! / medians['bareMarginOfAYear']!),
      };
    } finally {
      client.release(true);
    }
  } finally {
    api.stop();
    bare.stop();
  }
}

type Days = Awaited<ReturnType<typeof period>>;

/** The last year of the ledger, and a day and a month in the middle of it. */
async function period(app: Pool, tenantId: string) {
  const client = await app.connect();
  try {
    await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
    const { rows } = await client.query<{
      from: string;
      to: string;
      middle: string;
      month: string;
    }>(
      `select (d.latest - ${DAYS - 1})::text as from, d.latest::text as to, (d.latest - ${DAYS >> 1})::text as middle,
         (d.latest - ${(DAYS >> 1) + 29})::text as month
       from (select max(last_business_date)::date as latest from inventory.stock_levels) d`,
    );
    return rows[0]!;
  } finally {
    client.release(true);
  }
}

/** The same figures from the movements alone. */
async function addedUp(
  client: { query(text: string, values: unknown[]): Promise<{ rows: unknown[] }> },
  { from, to, middle }: Days,
) {
  const worth = (condition: string) =>
    `select sum(m.quantity * b.unit_cost)::text as sum from inventory.movements m
     join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id where ${condition}`;
  const sums: string[] = [];
  const milliseconds: number[] = [];
  for (const [text, values] of [
    [worth('m.business_date <= $1'), [middle]],
    [worth(`m.business_date between $1 and $2 and m.kind = 'SALE'`), [from, to]],
  ] as const) {
    const times: number[] = [];
    let sum = '';
    for (let n = 0; n < 3; n++) {
      times.push(
        await timed(async () => {
          const { rows } = await client.query(text, [...values]);
          sum = (rows[0] as { sum: string }).sum;
        }),
      );
    }
    sums.push(sum);
    milliseconds.push(Math.round(median(times)));
  }
  return {
    ...{ value: sums[0]!, cost: sums[1]!.replace('-', '') },
    milliseconds: { value: milliseconds[0]!, margin: milliseconds[1]! },
  };
}
