import { violationsStatement } from '../../src/lifecycle/rules';
import { asTenant, type TestDatabase } from '../support/database';
import { openShop, type TestShop } from '../support/shop';
import { daysAgo } from './calendar';

/** A shop with documents of every kind, all of one day, which is closed and not archived; and a sale of the day after. */
export interface OldShop {
  readonly shop: TestShop;
  readonly day: string;
  readonly later: { readonly id: string; readonly lines: { readonly id: string }[] };
  /** The first row of a statement of a superuser. */
  readonly one: <Row extends object>(sql: string, ...values: unknown[]) => Promise<Row>;
  /** How many movements there are. */
  readonly count: () => Promise<number>;
  /** Moves the movements up to a day out. */
  readonly archive: (businessDate: string, dryRun?: boolean) => Promise<unknown>;
  /** Expects that nothing is wrong with the ledger. */
  readonly sound: () => Promise<void>;
}

/** Writes the shop into an empty database. */
export async function writeOldShop(database: TestDatabase): Promise<OldShop> {
  const one = async <Row extends object>(sql: string, ...values: unknown[]): Promise<Row> =>
    (await database.pools.super.query<Row>(sql, values)).rows[0]!;
  const count = async () =>
    (await one<{ n: number }>('select count(*)::int as n from inventory.movements')).n;
  const archive = async (businessDate: string, dryRun = false) => {
    const facts = await one<object>(
      `select encode(c.hash, 'hex') as "checkpointHash",
         c.movements - coalesce((select sum(a.movements) from inventory.archives a), 0) as movements
       from inventory.closed_days c where c.business_date = $1`,
      businessDate,
    );
    return shop.call('move_out', { ...facts, businessDate, fileHash: 'ab'.repeat(32), dryRun });
  };
  const sound = async () => {
    for (const mode of ['INCREMENTAL', 'FULL', 'ANCHORED']) {
      expect(await shop.call('verify', { mode })).toMatchObject({
        ...{ broken: 0, firstWrongAnchor: null, firstWrongDay: null, firstWrongEntry: null },
      });
    }
    const { rows } = await asTenant(database.pools.app, shop.tenant, (client) =>
      client.query<{ name: string; violations: number }>(violationsStatement()),
    );
    expect(rows.filter(({ violations }) => violations > 0)).toEqual([]);
  };

  await daysAgo(database, 10);
  const shop = await openShop(database, 'old');
  const day = shop.today;
  await countThenSell(shop, one);
  await daysAgo(database, 9);
  const later = await shop.call<OldShop['later']>('record_sale', {
    ...{ locationId: shop.location, receiptNumber: 'R-2' },
    lines: [{ productId: shop.product, quantity: 2 }],
  });
  await daysAgo(database, 0);
  await shop.call('close_day', { businessDate: day });
  return { shop, day, later, one, count, archive, sound };
}

/** Ten of a product at a storefront: nine are counted, and one is sold after that. */
async function countThenSell(shop: TestShop, one: OldShop['one']): Promise<void> {
  const place = { code: 'TALLY', name: 'Kiosk', kind: 'STOREFRONT' };
  const { id: locationId } = await shop.call<{ id: string }>('create_location', place);
  const { id: productId } = await shop.call<{ id: string }>('create_product', {
    ...{ sku: 'TALLY', name: 'Counted' },
  });
  const line = { productId, batchNumber: 'TALLY', quantity: 10 };
  await shop.call('receive_stock', { locationId, lines: [line] });
  const batch = `select id from inventory.batches where product_id = $1`;
  const { id: batchId } = await one<{ id: string }>(batch, productId);
  const { id: stockCountId } = await shop.call<{ id: string }>('start_stock_count', {
    ...{ locationId, productIds: [productId] },
  });
  const lines = [{ batchId, countedQuantity: 9 }];
  await shop.call('record_count', { stockCountId, lines });
  await shop.call('record_sale', { locationId, lines: [{ productId, quantity: 1 }] });
}
