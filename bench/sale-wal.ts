import type { Pool } from 'pg';
import { median } from './support/rounds';
import { makeShop } from './support/shop';

const SALES = 2000;
const AFTER_A_CHECKPOINT = 100;

/**
 * The bytes of write-ahead log that a one-line sale costs, one after the other: without whole pages, and in the first sales
 * after a checkpoint, each of another product, when the first change of a page writes all of it.
 */
export async function benchSaleWal(owner: Pool, app: Pool): Promise<Record<string, unknown>> {
  const shop = await makeShop(owner, app, {
    products: 1000,
    locations: 4,
    batches: 2,
    quantity: 1_000_000,
  });
  let keys = 0;
  const sell = (products: string[], count: number) => async () => {
    for (let n = 0; n < count; n++) {
      const input = {
        locationId: shop.locations[n % shop.locations.length],
        idempotencyKey: `wal-${process.pid}-${keys++}`,
        lines: [{ productId: products[n % products.length], quantity: 1 }],
      };
      await app.query({
        name: 'sale',
        text: 'select inventory.record_sale($1::jsonb, $2::jsonb)',
        values: [shop.identity, JSON.stringify(input)],
      });
    }
  };
  /** Runs it once more where the server's own work, such as a vacuum, came between: the median of three. */
  const bytes = async (before: string, work: () => Promise<void>, count: number) => {
    const rounds: number[] = [];
    for (let round = 0; round < 3; round++) {
      await owner.query(before);
      const from = await position(owner);
      await work();
      const { rows } = await owner.query<{ bytes: number }>(
        'select (pg_current_wal_insert_lsn() - $1::pg_lsn)::float8 as bytes',
        [from],
      );
      rounds.push(rows[0]!.bytes / count);
    }
    return Math.round(median(rounds));
  };
  const spread = shop.products.filter((_, n) => n % 10 === 0);
  const setting = (name: string, value: string) =>
    configure(owner, `alter system set ${name} = ${value}`);

  await sell(shop.products, SALES)(); // the plans, and the day's rows
  await setting('full_page_writes', 'off');
  const plain = await bytes('select 1', sell(shop.products, SALES), SALES);
  await configure(owner, 'alter system reset full_page_writes');
  const pages: Record<string, number> = {};
  for (const compression of ['off', 'on']) {
    await setting('wal_compression', compression);
    pages[compression] = await bytes(
      'checkpoint',
      sell(spread, AFTER_A_CHECKPOINT),
      AFTER_A_CHECKPOINT,
    );
  }
  await configure(owner, 'alter system reset wal_compression');
  return {
    bytesPerSale: plain,
    bytesPerSaleAfterCheckpoint: pages['on'],
    bytesPerSaleAfterCheckpointUncompressed: pages['off'],
  };
}

async function position(owner: Pool): Promise<string> {
  const { rows } = await owner.query<{ at: string }>('select pg_current_wal_insert_lsn() as at');
  return rows[0]!.at;
}

async function configure(owner: Pool, statement: string): Promise<void> {
  await owner.query(statement);
  await owner.query('select pg_reload_conf()');
  await new Promise((resolve) => setTimeout(resolve, 500)); // the sessions read it before their next statement
}
