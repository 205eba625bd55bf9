import type { Pool } from 'pg';
import { readSql } from '../src/database/sql-files';
import { interleave } from './support/rounds';
import { asStatements } from './sale-as-statements';
import { makeShop } from './support/shop';

const RECORD_SALE = 'select inventory.record_sale($1::jsonb, $2::jsonb) as result';

/**
 * Compares the full sale in SQL with the barest transaction (update one stock row, insert one sale row) at 8 clients, each
 * as one statement and as a transaction of several. Also measures the rows of a sale without any rule, and sales of 10 and
 * 1,000 lines.
 */
export async function benchSaleInSql(owner: Pool, app: Pool): Promise<Record<string, unknown>> {
  const shop = await makeShop(owner, app, {
    products: 1000,
    locations: 4,
    batches: 2,
    quantity: 1_000_000_000,
  });
  await owner.query(`
    drop schema if exists bench cascade;
    create schema bench;
    create table bench.stock (tenant_id uuid, product_id uuid, location_id uuid, on_hand bigint check (on_hand >= 0),
      primary key (tenant_id, product_id, location_id)) with (fillfactor = 70);
    create table bench.sale (tenant_id uuid, id uuid default gen_random_uuid(), product_id uuid, location_id uuid,
      quantity bigint, created_at timestamptz default now(), primary key (tenant_id, id));
    insert into bench.stock select tenant_id, product_id, location_id, on_hand from inventory.stock_levels
      where tenant_id = '${shop.tenantId}';
    grant usage on schema bench to bincard_app;
    grant all on all tables in schema bench to bincard_app;
    ${readSql('bench/support/rows-only.sql')}
    analyze`);
  const pick = <T>(list: T[]): T => list[Math.floor(Math.random() * list.length)]!;
  const bare = () =>
    app.query({
      name: 'bare',
      text: `with u as (update bench.stock set on_hand = on_hand - 1
               where tenant_id = $1 and product_id = $2 and location_id = $3 returning 1)
             insert into bench.sale (tenant_id, product_id, location_id, quantity) select $1, $2, $3, 1 from u returning id`,
      values: [shop.tenantId, pick(shop.products), pick(shop.locations)],
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
  const sale = (lines: number) => () =>
    app.query({
      name: 'sale',
      text: RECORD_SALE,
      values: [
        shop.identity,
        JSON.stringify({
          locationId: pick(shop.locations),
          idempotencyKey: `bench-${process.pid}-${keys++}`,
          lines: Array.from({ length: lines }, () => ({
            productId: pick(shop.products),
            quantity: 1,
          })),
        }),
      ],
    });
  const hot = () =>
    app.query({
      name: 'sale',
      text: RECORD_SALE,
      values: [
        shop.identity,
        JSON.stringify({
          locationId: shop.locations[0],
          idempotencyKey: `bench-${process.pid}-${keys++}`,
          lines: [{ productId: shop.products[0], quantity: 1 }],
        }),
      ],
    });
  const one = await interleave(
    { bare, rowsOnly, sale: sale(1), saleOfOneHotBatch: hot, ...asStatements(app, shop, pick) },
    { clients: 8, rounds: Number(process.env['BENCH_ROUNDS'] ?? 7), milliseconds: 3000 },
  );
  const many = await interleave(
    { lines10: sale(10), lines1000: sale(1000) },
    { clients: 8, rounds: Number(process.env['BENCH_ROUNDS'] ?? 3), milliseconds: 3000 },
  );
  return {
    ...one,
    ratio: one['sale']!.perSecond / one['bare']!.perSecond,
    ratioRowsOnly: one['rowsOnly']!.perSecond / one['bare']!.perSecond,
    ratioAsStatements: one['saleStatements']!.perSecond / one['bareStatements']!.perSecond,
    ratioHot: one['saleOfOneHotBatch']!.perSecond / one['bare']!.perSecond,
    linesPerSecond: {
      1: one['sale']!.perSecond,
      10: many['lines10']!.perSecond * 10,
      1000: many['lines1000']!.perSecond * 1000,
    },
  };
}
