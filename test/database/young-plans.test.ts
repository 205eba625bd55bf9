import { createPool } from '../../src/database/pool';
import { asTenant, createTestDatabase, type TestDatabase } from '../support/database';
import { openShop, type TestShop } from '../support/shop';

// A new shop has no statistics, or those of empty tables. Its plans must read by key nevertheless, in the minutes before the
// next ANALYZE.

describe.each(['never', 'while it was empty'])(
  'the plans of a shop that was analysed %s',
  (when) => {
    let database: TestDatabase;
    let shop: TestShop;

    beforeAll(async () => {
      database = await createTestDatabase();
      shop = await openShop(database);
      if (when !== 'never') await database.pools.super.query('analyze');
    });
    afterAll(() => database?.drop());

    it('read a bounded number of rows for each look-up while receipts and sales come in', async () => {
      // This session makes the plans of groups and sales while the shop has a single product.
      const till = createPool(database.url, 'bincard_app', { max: 1 });
      const sellTogether = async (products: string[]) => {
        const requests = products.map((productId) => ({
          ...{ actor: 'till', role: 'clerk' },
          input: { locationId: shop.location, lines: [{ productId, quantity: 1 }] },
        }));
        const { rows } = await till.query<{ errors: number }>(
          `select count(*) filter (where answer -> 'error' is not null)::int as errors
         from json_array_elements(inventory.write_group($1, 'record_sale', $2)) answer`,
          [shop.tenant, JSON.stringify(requests)],
        );
        expect(rows[0]!.errors).toBe(0);
      };
      const sellAlone = (productId: string) =>
        till.query('select inventory.record_sale($1, $2)', [
          shop.identity,
          { locationId: shop.location, lines: [{ productId, quantity: 1 }] },
        ]);
      await sellTogether(Array<string>(8).fill(shop.product));
      for (let n = 0; n < 8; n++) await sellAlone(shop.product);
      const lines: object[] = [];
      for (let n = 0; n < 400; n++) {
        const product = await shop.call('create_product', { sku: `N${n}`, name: `New ${n}` });
        lines.push({ productId: product.id, quantity: 1000 });
      }
      // A new session makes its plans during the first large receipts, without statistics of the new rows, and keeps them for
      // the whole transaction.
      const pool = createPool(database.url, 'bincard_app', { max: 1 });
      await asTenant(pool, shop.tenant, async (client) => {
        for (let n = 0; n < 10; n++) {
          const input = { locationId: shop.location, lines: relabel(lines, `B${n}`) };
          await client.query('select inventory.receive_stock($1, $2)', [shop.identity, input]);
        }
      });
      await pool.end();
      for (let n = 0; n < 400; n++) {
        await sellAlone((lines[n % lines.length] as { productId: string }).productId);
      }
      for (let n = 0; n < 400; n += 8) {
        await sellTogether(
          lines.slice(n, n + 8).map((line) => (line as { productId: string }).productId),
        );
      }
      await till.end();

      // A session reports its counts when it ends or when asked to.
      await database.pools.app.query('select pg_stat_force_next_flush()');
      const { rows } = await database.pools.super.query<{ index: string; rows_per_scan: number }>(
        `select indexrelname as index, round(idx_tup_read::numeric / idx_scan, 1)::float8 as rows_per_scan
       from pg_stat_user_indexes
       where schemaname = 'inventory' and idx_scan >= 100 and idx_tup_read > 20 * idx_scan
       union all
       select relname || ', in sequence', round(seq_tup_read::numeric / seq_scan, 1)::float8
       from pg_stat_user_tables
       where schemaname = 'inventory' and seq_scan >= 100 and seq_tup_read > 20 * seq_scan`,
      );
      expect(rows).toEqual([]);
    });
  },
);

const relabel = (lines: object[], batchNumber: string) =>
  lines.map((line) => ({ ...line, batchNumber }));
