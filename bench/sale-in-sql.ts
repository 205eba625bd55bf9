import type { Pool } from 'pg';
import { readSql } from '../src/database/sql-files';
import { interleave } from './support/rounds';
import { asStatements } from './sale-as-statements';
import { pgledgerSides } from './support/pgledger';
import { BARE_SALE, makeBareTables, makeShop } from './support/shop';

const RECORD_SALE = 'select inventory.record_sale($1::jsonb, $2::jsonb) as result';

/**
 * Compares the full sale in SQL with the barest transaction (update one stock row, insert one sale row), spread over the
 * stock and all on one row of it, at 1, 8 and 64 clients; at 8 also as a transaction of several statements, the rows of a
 * sale without any rule, a transfer of pgledger where BENCH_PGLEDGER names a checkout of it, and sales of 10 and 1,000
 * lines.
 */
export async function benchSaleInSql(owner: Pool, app: Pool): Promise<Record<string, unknown>> {
  const shop = await makeShop(owner, app, {
    products: 1000,
    locations: 4,
    batches: 2,
    quantity: 1_000_000_000,
  });
  await makeBareTables(owner, shop);
  await owner.query(`${readSql('bench/support/rows-only.sql')}; analyze`);
  const pick = <T>(list: T[]): T => list[Math.floor(Math.random() * list.length)]!;
  const bare =
    (hot = false) =>
    () =>
      app.query({
        name: 'bare',
        text: BARE_SALE,
        values: hot
          ? [shop.tenantId, shop.products[0], shop.locations[0]]
          : [shop.tenantId, pick(shop.products), pick(shop.locations)],
      });
  let keys = 0;
  const rowsOnly = () =>
    app.query({
      name: 'rows-only',
      text: 'select bench.rows_only($1, $2, $3, $4)',
      values: [
        shop.tenantId,
        pick(shop.products),
        pick(shop.locations),
        `rows-${process.pid}-${keys++}`,
      ],
    });
  const sale =
    (lines: number, hot = false) =>
    () =>
      app.query({
        name: 'sale',
        text: RECORD_SALE,
        values: [
          shop.identity,
          JSON.stringify({
            locationId: hot ? shop.locations[0] : pick(shop.locations),
            idempotencyKey: `bench-${process.pid}-${keys++}`,
            lines: Array.from({ length: lines }, () => ({
              productId: hot ? shop.products[0] : pick(shop.products),
              quantity: 1,
            })),
          }),
        ],
      });
  const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
  const peers = await pgledgerSides(owner, app, shop.products.length * shop.locations.length);
  const one = await interleave(
    {
      ...{ bare: bare(), bareHot: bare(true), rowsOnly, sale: sale(1), saleHot: sale(1, true) },
      ...peers,
      ...asStatements(app, shop, pick),
    },
    { clients: 8, rounds, milliseconds: 3000 },
  );
  const byClients: Record<number, unknown> = {};
  for (const clients of [1, 64]) {
    const sides = { bare: bare(), bareHot: bare(true), sale: sale(1), saleHot: sale(1, true) };
    byClients[clients] = await interleave(sides, { clients, rounds: 3, milliseconds: 3000 });
  }
  const many = await interleave(
    { lines10: sale(10), lines1000: sale(1000) },
    { clients: 8, rounds: 3, milliseconds: 3000 },
  );
  const rate = (side: string) => one[side]?.perSecond ?? Number.NaN;
  return {
    ...one,
    ratio: rate('sale') / rate('bare'),
    ratioHot: rate('saleHot') / rate('bareHot'),
    ratioRowsOnly: rate('rowsOnly') / rate('bare'),
    ratioAsStatements: rate('saleStatements') / rate('bareStatements'),
    ...(peers['pgledger'] && {
      ratioPgledger: rate('pgledger') / rate('bare'),
      ratioPgledgerHot: rate('pgledgerHot') / rate('bareHot'),
    }),
    byClients,
    linesPerSecond: {
      1: rate('sale'),
      10: many['lines10']!.perSecond * 10,
      1000: many['lines1000']!.perSecond * 1000,
    },
  };
}
