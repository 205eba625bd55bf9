import type { Pool } from 'pg';
import { readSql } from '../src/database/sql-files';
import { interleave } from './support/rounds';
import { BARE_SALE, makeBareTables, makeShop, type Shop } from './support/shop';

const SIZES = (process.env['BENCH_GROUPS'] ?? '1,2,4,16,64').split(',').map(Number);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? 8);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 2);

const TOGETHER = `select inventory.write_group($1, 'record_sale', $2) as result`;
const ONE_BY_ONE = 'select bench.one_by_one($1, $2) as result';
const ALONE = 'select inventory.record_sale($1::jsonb, $2::jsonb) as result';

/**
 * Sales that arrive together, as sets and one after the other in savepoints, by the size of the group; each compared with
 * the barest transaction. Spread over all products, and all of one batch.
 */
export async function benchSaleInGroups(owner: Pool, app: Pool): Promise<Record<string, unknown>> {
  const shop = await makeShop(owner, app, {
    ...{ products: 1000, locations: 4, batches: 2, quantity: 1_000_000_000 },
  });
  await makeBareTables(owner, shop);
  await owner.query(readSql('bench/support/groups.sql'));
  const spread = await measure(app, shop, (list) => list[Math.floor(Math.random() * list.length)]!);
  const hot = await measure(app, shop, (list) => list[0]!);
  return { clients: CLIENTS, spread, hot };
}

/** Sales a second of each side, and of the barest transaction. */
async function measure(app: Pool, shop: Shop, pick: (list: string[]) => string) {
  let keys = 0;
  const input = () => ({
    locationId: pick(shop.locations),
    idempotencyKey: `group-${process.pid}-${Date.now()}-${keys++}`,
    lines: [{ productId: pick(shop.products), quantity: 1 }],
  });
  const group = (size: number) =>
    JSON.stringify(
      Array.from({ length: size }, (_, n) => ({
        ...{ actor: `till-${n}`, role: 'clerk', input: input() },
      })),
    );
  const ask = async (name: string, text: string, values: unknown[]): Promise<void> => {
    const { rows } = await app
      .query<{ result: { error?: object }[] }>({ name, text, values })
      .catch((error: { code: string }) => {
        // Eight groups at once of one batch may wait longer than a group waits for a lock.
        if (error.code === '55P03') return { rows: [] };
        throw error as unknown as Error;
      });
    if (rows.length === 0) return ask(name, text, values);
    const failed = rows[0]!.result.find((answer) => answer.error);
    if (failed) throw new Error(JSON.stringify(failed.error));
  };
  const sides: Record<string, { size: number; run: () => Promise<unknown> }> = {
    bare: {
      size: 1,
      run: () =>
        app.query({
          name: 'bare',
          text: BARE_SALE,
          values: [shop.tenantId, pick(shop.products), pick(shop.locations)],
        }),
    },
    alone: {
      size: 1,
      run: () =>
        app.query({
          ...{ name: 'alone', text: ALONE, values: [shop.identity, JSON.stringify(input())] },
        }),
    },
  };
  for (const size of SIZES) {
    sides[`set${size}`] = {
      size,
      run: () => ask('together', TOGETHER, [shop.tenantId, group(size)]),
    };
    sides[`savepoints${size}`] = {
      size,
      run: () => ask('one-by-one', ONE_BY_ONE, [shop.tenantId, group(size)]),
    };
  }
  const operations = Object.fromEntries(
    Object.entries(sides).map(([name, { run }]) => [name, run]),
  );
  const results = await interleave(operations, {
    ...{ clients: CLIENTS, rounds: ROUNDS, milliseconds: SECONDS * 1000 },
  });
  const bare = results['bare']!.perSecond;
  return Object.fromEntries(
    Object.entries(results).map(([name, { perSecond, p50, p99 }]) => {
      const sales = perSecond * sides[name]!.size;
      return [name, { perSecond: sales, ratio: Math.round((sales / bare) * 100) / 100, p50, p99 }];
    }),
  );
}
