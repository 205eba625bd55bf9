import type { PoolClient } from 'pg';
import type { TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

// db/functions/locks.sql: two writers that name the same products or batch numbers in opposite order. A third session
// holds one of the keys until both wait; when it lets go, both must end. If they wrote in the order of their input, each
// would have what the other one needs, and PostgreSQL would end one of them as a deadlock.

describe('the same keys in opposite order', () => {
  let database: TestDatabase;
  let shop: TestShop;
  let products: string[];
  const clients: PoolClient[] = [];

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
    products = [];
    for (const sku of ['CROSS-1', 'CROSS-2', 'CROSS-3']) {
      products.push((await shop.call('create_product', { sku, name: sku })).id);
    }
    for (const pool of ['app', 'app', 'super', 'super'] as const) {
      clients.push(await database.pools[pool].connect());
    }
  });
  afterAll(async () => {
    clients.forEach((client) => client.release(true));
    await database?.drop();
  });

  const document = (entry: string, input: object) => (client: PoolClient) =>
    client.query(`select inventory.${entry}($1, $2)`, [shop.identity, JSON.stringify(input)]);
  type Write = ReturnType<typeof document>;

  /** Runs both while another session holds a key, for each of the keys; returns how they end. */
  async function collide(one: Write, other: Write, holds: Write[]): Promise<string[]> {
    const [first, second, holder] = clients as [PoolClient, PoolClient, PoolClient];
    const outcomes: string[] = [];
    for (const hold of holds) {
      await holder.query('begin');
      await hold(holder);
      const a = await start(first, one);
      const b = await start(second, other);
      await holder.query('rollback');
      outcomes.push(await a.outcome, await b.outcome);
    }
    return outcomes;
  }

  /** Begins a write and waits until it is blocked or has ended; it is rolled back as soon as it has its locks. */
  async function start(client: PoolClient, write: Write) {
    let ended = false;
    await client.query('begin');
    const outcome = write(client)
      .then(
        () => 'done',
        (error: { code: string; constraint?: string }) => error.constraint ?? error.code,
      )
      .finally(() => {
        ended = true;
        return client.query('rollback');
      });
    const { processID } = client as PoolClient & { processID: number };
    while (!ended) {
      const { rows } = await clients[3]!.query<{ blocked: boolean }>(
        'select cardinality(pg_blocking_pids($1)) > 0 as blocked',
        [processID],
      );
      if (rows[0]!.blocked) break;
    }
    return { outcome }; // in an object: a promise alone would be awaited here
  }

  const receipt = (...order: number[]) =>
    document('receive_stock', {
      locationId: shop.location,
      lines: order.map((n) => ({ productId: products[n], batchNumber: 'CROSSED', quantity: 1 })),
    });

  it('do not lock two receipts out', async () => {
    // The key in the middle is held: in the order of its input, each would have its first key by then, which is the last
    // one of the other. With the first key held, it would depend on which of the two is woken first.
    const ends = await collide(receipt(0, 2, 1), receipt(1, 2, 0), [receipt(2)]);
    expect(ends).toEqual(['done', 'done']);
  });

  describe('of imports', () => {
    let sources: { sourceId: string; runId: string }[];

    beforeAll(async () => {
      sources = [await source('ab', 0, 1), await source('cd', 1, 0)];
    });

    const row = (key: string, n: number, batchNumber: string) => ({
      ...{ key, sku: `CROSS-${n + 1}`, name: `CROSS-${n + 1}`, baseUnit: 'unit', attributes: {} },
      ...{ batchNumber, quantity: 1, status: 'In-stock', hash: '00' },
    });

    /** A source whose keys have become batches of these products. */
    async function source(keys: string, ...order: number[]) {
      const name = `Source ${order.join()}`;
      const { id: sourceId } = await shop.call('create_sync_source', {
        ...{ name, path: `${order.join()}.db`, tableName: 'reels', keyColumn: 'reel' },
        ...{ statusColumn: 'status', inStockValues: ['In-stock'], soldValues: ['Sold'] },
        locationId: shop.location,
      });
      const started = { direction: 'IMPORT', dryRun: false, trigger: 'MANUAL' };
      const { id: runId } = await shop.call('begin_sync_run', { sourceId, ...started });
      const rows = order.map((n, at) => row(keys[at]!, n, `${name}-${n}`));
      await shop.call('import_external', { sourceId, runId, new: rows, changed: [] });
      return { sourceId, runId };
    }

    const imports = (from: number, rows: object) =>
      document('import_external', { ...sources[from], new: [], changed: [], ...rows });
    const changed = (key: string, name: string) => ({
      ...{ key, name, removed: [], attributes: { by: name }, status: 'In-stock', hash: '01' },
    });
    const held = [0, 1].map(
      (n) => (client: PoolClient) =>
        client.query('select from inventory.products where id = $1 for update', [products[n]]),
    );

    it('do not lock each other out by changed rows', async () => {
      const one = imports(0, { changed: [changed('a', 'one'), changed('b', 'one')] });
      const other = imports(1, { changed: [changed('c', 'other'), changed('d', 'other')] });
      expect(await collide(one, other, held)).toEqual(Array(4).fill('done'));
    });

    it('do not lock each other out by a new row of what is a changed row of the other', async () => {
      const one = imports(0, {
        new: [{ ...row('e', 1, 'new'), attributes: { by: 'e' } }],
        changed: [changed('a', 'changed')],
      });
      const other = imports(1, {
        new: [{ ...row('f', 0, 'new'), attributes: { by: 'f' } }],
        changed: [changed('c', 'changed')],
      });
      expect(await collide(one, other, held)).toEqual(Array(4).fill('done'));
    });

    it('do not lock a receipt out by batch numbers', async () => {
      const line = (n: number) => ({
        ...{ productId: products[0], batchNumber: `N${n}`, quantity: 1 },
      });
      const receive = (...lines: object[]) =>
        document('receive_stock', { locationId: shop.location, lines });
      const one = imports(0, { new: [row('x', 0, 'N1'), row('y', 0, 'N0')] });
      const other = receive(line(0), line(1));
      const holds = [receive(line(0)), receive(line(1))];
      expect(await collide(one, other, holds)).toEqual(Array(4).fill('done'));
      expect(await collide(other, one, holds)).toEqual(Array(4).fill('done'));
    });
  });
});
