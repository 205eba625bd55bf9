import type { Pool } from 'pg';
import { createPool } from '../../src/database/pool';
import type { TestDatabase } from '../support/database';
import { untilSettled } from '../support/settled';
import { openShopDatabase, type TestShop } from '../support/shop';
import { batchOfReceipt } from '../support/shop-documents';

// A document costs the same however many of its kind there are already: nothing that its triggers read grows with the
// ledger. One session writes all of them, with the plans that it made for the first.

const BEFORE = 8;
const MEASURED = 6;
const REPEATS = 4;
const BETWEEN = 120;
const STOCK = 100_000;

type Call = <Result = { id: string }>(name: string, input: object) => Promise<Result>;

interface Session {
  readonly shop: Pick<TestShop, 'location' | 'otherLocation' | 'product' | 'batch'>;
  readonly call: Call;
  /** The same call by somebody else, who may approve what was requested. */
  readonly approve: Call;
}

interface WithLines {
  readonly id: string;
  readonly lines: { readonly id: string }[];
}

const REASON = 'test';

const sell = ({ call, shop }: Session, more: object = {}) =>
  call<WithLines>('record_sale', {
    ...{ locationId: shop.location, lines: [{ productId: shop.product, quantity: 1 }] },
    ...more,
  });

const receive = ({ call, shop }: Session) =>
  call<{ id: string; batches: { id: string }[] }>('receive_stock', {
    locationId: shop.location,
    lines: [{ productId: shop.product, quantity: 5, expiryDate: '2100-01-01' }],
  });

const reserve = ({ call, shop }: Session) =>
  call('reserve_stock', {
    ...{ productId: shop.product, locationId: shop.location, quantity: 1, expiresInSeconds: 9999 },
  });

/** A transfer of three that was dispatched. */
async function dispatch({ call, approve, shop }: Session): Promise<WithLines> {
  const transfer = await call<WithLines>('request_transfer', {
    ...{ fromLocationId: shop.location, toLocationId: shop.otherLocation },
    lines: [{ productId: shop.product, quantity: 3 }],
  });
  await approve('set_transfer_status', { id: transfer.id, status: 'APPROVED' });
  await call('set_transfer_status', { id: transfer.id, status: 'DISPATCHED' });
  return transfer;
}

async function count({ call, shop }: Session): Promise<string> {
  const productIds = [shop.product];
  const { id } = await call('start_stock_count', { locationId: shop.location, productIds });
  const lines = [{ batchId: shop.batch, countedQuantity: STOCK - 1 }];
  await call('record_count', { stockCountId: id, lines });
  return id;
}

const DOCUMENTS: Record<string, (session: Session) => Promise<unknown>> = {
  'a sale that is refunded in part, then voided': async (session) => {
    const { id, lines } = await sell(session, {
      lines: [{ productId: session.shop.product, quantity: 2 }],
    });
    const line = { saleLineId: lines[0]!.id, quantity: 1 };
    await session.call('refund_sale', { saleId: id, reason: REASON, lines: [line] });
    await session.call('void_sale', { id, reason: REASON });
  },
  'a sale that comes back elsewhere': async (session) => {
    const { id, lines } = await sell(session);
    const line = { saleLineId: lines[0]!.id, quantity: 1 };
    await session.call('refund_sale', {
      ...{ saleId: id, reason: REASON, locationId: session.shop.otherLocation, lines: [line] },
    });
  },
  'a receipt that is voided': async (session) => {
    const { id } = await receive(session);
    await session.call('void_receipt', { id, reason: REASON });
  },
  'a reservation that is released': async (session) => {
    const { id } = await reserve(session);
    await session.call('extend_reservation', { id, expiresInSeconds: 20_000 });
    await session.call('release_reservation', { id });
  },
  'a reservation that is sold': async (session) => {
    const { id } = await reserve(session);
    await sell(session, { reservationIds: [id] });
  },
  'an adjustment': async ({ call, approve, shop }) => {
    const { id } = await call('request_adjustment', {
      ...{ batchId: shop.batch, locationId: shop.location, type: 'DAMAGE', quantity: -1 },
      reason: REASON,
    });
    await approve('set_adjustment_status', { id, status: 'APPROVED' });
    await call('set_adjustment_status', { id, status: 'COMPLETED' });
  },
  'a transfer that arrives in two parts': async (session) => {
    const { id, lines } = await dispatch(session);
    for (const quantity of [1, 2]) {
      const line = { transferLineId: lines[0]!.id, quantity };
      await session.call('receive_transfer', { id, lines: [line] });
    }
  },
  'a transfer that is cancelled': async (session) => {
    const { id } = await dispatch(session);
    await session.call('set_transfer_status', { id, status: 'CANCELLED', reason: REASON });
  },
  'a transfer that is closed short': async (session) => {
    const { id } = await dispatch(session);
    await session.call('close_transfer_short', { id, reason: REASON });
    await session.approve('decide_transfer_short', { id, status: 'APPROVED' });
  },
  'a stock count that is posted': async (session) => {
    const id = await count(session);
    await session.call('set_stock_count_status', { id, status: 'POSTED', reason: REASON });
  },
  'a stock count that is cancelled': async (session) => {
    const id = await count(session);
    await session.call('set_stock_count_status', { id, status: 'CANCELLED', reason: REASON });
  },
};

let database: TestDatabase;
let shop: TestShop;
let products = 0;

beforeAll(async () => {
  ({ database, shop } = await openShopDatabase());
});
afterAll(() => database?.drop());

describe.each(Object.keys(DOCUMENTS))('%s', (name) => {
  it('reads no more when there are many', async () => {
    if (await hasNoStatisticsBeforehand()) return;
    const pool = createPool(database.url, 'bincard_app', { max: 1 });
    const session = await openSession(pool);
    const write = async (times: number, by = session) => {
      const before = await rowsRead(pool);
      for (let n = 0; n < times; n++) await DOCUMENTS[name]!(by);
      const after = await rowsRead(pool);
      return (of: string) => ((after[of] ?? 0) - (before[of] ?? 0)) / times;
    };
    await write(BEFORE);
    const early = await write(MEASURED);
    // Of another product: old versions of a product's rows are read until nobody can see them any more.
    await write(BETWEEN, await openSession(pool));
    // Entries of rows that are gone are read, too, as long as an open transaction could see them, and once more after that.
    await untilSettled(database.pools.super);
    await write(BEFORE);
    // Again where more was read: a plan that is made anew reads the ends of indexes, once, and a transaction that has begun
    // meanwhile keeps old versions until it ends. What grows with the ledger is read each time.
    let late = await write(MEASURED);
    const read = Object.keys(await rowsRead(pool));
    const grownOf = () => read.filter((of) => late(of) > 2 * early(of) + 10);
    for (let more = 0; more < REPEATS && grownOf().length > 0; more++) {
      await untilSettled(database.pools.super);
      const [least, again] = [late, await write(MEASURED)];
      late = (of) => Math.min(least(of), again(of));
    }
    const grown = grownOf();
    await pool.end();
    expect(grown.map((of) => `${of}: ${early(of)}, then ${late(of)} rows`)).toEqual([]);
  });
});

/** Before PostgreSQL 18 nothing can be said of a table before it has rows (statistics.sql). */
async function hasNoStatisticsBeforehand(): Promise<boolean> {
  const { rows } = await database.pools.super.query<{ version: string }>(
    `select current_setting('server_version_num') as version`,
  );
  return Number(rows[0]!.version) < 180000;
}

/** Both persons write by one connection; their product has stock for all of its documents. */
async function openSession(pool: Pool): Promise<Session> {
  const by =
    (actor: string): Call =>
    async (operation, input) => {
      const identity = { tenant: shop.tenant, actor, role: 'admin' };
      const text = `select inventory.${operation}($1, $2) as result`;
      const values = [identity, input];
      const { rows } = await pool.query<{ result: never }>({ name: operation, text, values });
      return rows[0]!.result;
    };
  const call = by('one');
  const { id: product } = await call('create_product', { sku: `P${products++}`, name: 'Product' });
  const { location, otherLocation } = shop;
  const line = { productId: product, quantity: STOCK, expiryDate: '2099-01-01' };
  const receipt = await call('receive_stock', { locationId: location, lines: [line] });
  const batch = await batchOfReceipt(database, receipt.id);
  const places = { location, otherLocation, product, batch };
  return { shop: places, call, approve: by('another') };
}

/** The rows that were read of each index, and of each table in sequence. */
async function rowsRead(pool: Pool): Promise<Record<string, number>> {
  await pool.query('select pg_stat_force_next_flush()');
  const { rows } = await database.pools.super.query<{ of: string; read: number }>(
    `select indexrelname as of, idx_tup_read::int as read from pg_stat_user_indexes where schemaname = 'inventory'
     union all
     select relname || ' in sequence', seq_tup_read::int from pg_stat_user_tables where schemaname = 'inventory'`,
  );
  return Object.fromEntries(rows.map(({ of, read }) => [of, read]));
}
