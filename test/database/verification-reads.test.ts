import type { TestDatabase } from '../support/database';
import { untilSettled } from '../support/settled';
import { openShopDatabase, type TestShop } from '../support/shop';

// An incremental verification costs what is new, not what was there before: neither the table is read nor the chain or the
// audited record that goes on.

const BEFORE = 300;
const NEW = 10;

let database: TestDatabase;
let shop: TestShop;

beforeAll(async () => {
  ({ database, shop } = await openShopDatabase());
});
afterAll(() => database?.drop());

/** How many rows and index entries of the ledger and of the audit log the sessions have read. */
async function rowsRead(): Promise<number> {
  await database.pools.app.query('select pg_stat_force_next_flush()');
  const { rows } = await database.pools.super.query<{ read: number }>(
    `select sum(coalesce(seq_tup_read, 0) + coalesce((select sum(i.idx_tup_read) from pg_stat_user_indexes i
       where i.relid = t.relid), 0))::int as read
     from pg_stat_user_tables t where schemaname = 'inventory' and relname in ('movements', 'audit_log')`,
  );
  return rows[0]!.read;
}

const verify = (mode: string) => shop.call<{ movements: number }>('verify', { mode });

const settled = () => untilSettled(database.pools.super);

it('an incremental verification reads about as much as is new', async () => {
  const change = async (times: number) => {
    for (let n = 0; n < times; n++) {
      await shop.call('record_sale', {
        locationId: shop.location,
        lines: [{ productId: shop.product, quantity: 1 }],
      });
      await shop.call('update_product', { id: shop.product, name: `Name ${times} ${n}` });
    }
  };
  const lines = [{ productId: shop.product, quantity: BEFORE + NEW, batchNumber: 'NEW' }];
  await shop.call('receive_stock', { locationId: shop.location, lines });
  await change(BEFORE);
  await settled();
  await verify('FULL');
  await database.pools.super.query('analyze');
  await change(NEW);
  await settled();
  const before = await rowsRead();
  expect(Number((await verify('INCREMENTAL')).movements)).toBe(NEW);
  expect((await rowsRead()) - before).toBeLessThan(BEFORE);
});
