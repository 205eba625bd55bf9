import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { refusalOf, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

// A location is switched off while something is written there. What holds its locks ends first; what comes later is refused,
// also where it had begun before.

describe('a location that is switched off while', () => {
  let database: TestDatabase;
  let shop: TestShop;
  const clients: PoolClient[] = [];

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(async () => {
    clients.forEach((client) => client.release(true));
    await database?.drop();
  });

  async function session() {
    const client = await database.pools.app.connect();
    clients.push(client);
    const run = (name: string, input: object) =>
      client.query(`select inventory.${name}($1, $2)`, [shop.identity, input]);
    return { run, query: (sql: string) => client.query(sql) };
  }

  /** Whether a promise is still pending after a while. */
  const waits = async (work: Promise<unknown>) => {
    const pending = Symbol('pending');
    const timer = new Promise((resolve) => setTimeout(() => resolve(pending), 300));
    return (await Promise.race([work, timer])) === pending;
  };

  const writes: [string, string, (at: string) => object][] = [
    [
      'a sale runs',
      'record_sale',
      (at) => ({ locationId: at, lines: [{ productId: shop.product, quantity: 1 }] }),
    ],
    [
      'a receipt brings a product that was never there',
      'receive_stock',
      (at) => ({
        locationId: at,
        lines: [{ productId: shop.inactive, batchNumber: randomUUID(), quantity: 1 }],
      }),
    ],
    [
      'a reservation is made',
      'reserve_stock',
      (at) => ({ productId: shop.product, locationId: at, quantity: 1, expiresInSeconds: 60 }),
    ],
  ];

  it.each(writes)('%s waits for it, and refuses the next', async (_, name, input) => {
    const at = (await shop.call('create_location', { code: name, name, kind: 'STOREFRONT' })).id;
    const lines = [{ productId: shop.product, batchNumber: name, quantity: 10 }];
    await shop.call('receive_stock', { locationId: at, lines });
    const [writing, switching, late] = [await session(), await session(), await session()];
    await writing.query('begin');
    await writing.run(name, input(at));
    await switching.query('begin');
    const off = switching.run('update_location', { id: at, active: false });
    expect(await waits(off)).toBe(true);
    await writing.query('commit');
    await off;
    const refused = refusalOf(late.run(name, input(at)));
    expect(await waits(refused)).toBe(true); // it had begun before the location was off
    await switching.query('commit');
    expect(await refused).toBe('location_not_active');
    expect(await refusalOf(late.run(name, input(at)))).toBe('location_not_active');
  });

  // A transaction that writes a stock level a second time has PostgreSQL check its foreign keys again.
  it('a transaction sells of one stock level twice waits for it', async () => {
    const at = (
      await shop.call('create_location', { code: 'TWICE', name: 'x', kind: 'STOREFRONT' })
    ).id;
    const lines = [1, 2].map((n) => ({
      ...{ productId: shop.product, batchNumber: `twice-${n}`, quantity: 1 },
    }));
    await shop.call('receive_stock', { locationId: at, lines });
    const [writing, switching] = [await session(), await session()];
    const sale = { locationId: at, lines: [{ productId: shop.product, quantity: 1 }] };
    await writing.query('begin');
    await writing.run('record_sale', sale);
    const off = switching.run('update_location', { id: at, active: false });
    expect(await waits(off)).toBe(true);
    await writing.run('record_sale', sale);
    await writing.query('commit');
    await off;
  });
});
