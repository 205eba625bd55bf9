import type { PoolClient } from 'pg';
import type { TestDatabase } from '../support/database';
import { openShopDatabase } from '../support/shop';
import { prepareDocuments, type Document } from './lock-documents';

// db/functions/locks.sql says in which order documents lock rows. Here a third session holds one kind of row while two
// documents of the same batch come up to it, in either order; when it lets go, both must end. Where one of them locks in
// another order, PostgreSQL ends it as a deadlock.

describe('two documents of one batch', () => {
  let database: TestDatabase;
  let product: string;
  let documents: Document[];
  const clients: PoolClient[] = [];

  beforeAll(async () => {
    const opened = await openShopDatabase();
    database = opened.database;
    ({ product, documents } = await prepareDocuments(database, opened.shop));
    for (const pool of ['app', 'app', 'super', 'super'] as const) {
      clients.push(await database.pools[pool].connect());
    }
  });
  afterAll(async () => {
    clients.forEach((client) => client.release(true));
    await database?.drop();
  });

  /** Waits until a session waits for a lock, or has ended its statement. */
  async function untilBlocked(client: PoolClient, ended: () => boolean): Promise<void> {
    const observer = clients[3]!;
    const { processID } = client as PoolClient & { processID: number };
    while (!ended()) {
      const { rows } = await observer.query<{ blocked: boolean }>(
        'select cardinality(pg_blocking_pids($1)) > 0 as blocked',
        [processID],
      );
      if (rows[0]!.blocked) return;
    }
  }

  /** Runs a document in a transaction that is rolled back as soon as it has its locks. */
  function start(client: PoolClient, document: Document) {
    const state = { ended: false };
    const outcome = client
      .query('begin')
      .then(() => document.run(client))
      .then(
        () => 'done',
        (error: { code: string; constraint?: string }) => error.constraint ?? error.code,
      )
      .finally(() => {
        state.ended = true;
        return client.query('rollback');
      });
    return { outcome, ended: () => state.ended };
  }

  it.each([
    ['stock_levels', 'product_id = $1'],
    ['lots', 'product_id = $1'],
    ['batches', 'product_id = $1'],
    ['batch_stock', 'product_id = $1'],
    [
      'purchase_orders',
      'id in (select purchase_order_id from inventory.purchase_order_lines where product_id = $1)',
    ],
  ])(
    'do not lock each other out while %s are held',
    async (table, condition) => {
      const [first, second, holder] = clients as [PoolClient, PoolClient, PoolClient, PoolClient];
      const wrong: string[] = [];
      const ofOrders = table === 'purchase_orders' ? / order\b/ : /(?:)/;
      for (const one of documents) {
        for (const other of documents) {
          if (!ofOrders.test(`${one.name}, ${other.name}`)) continue;
          await holder.query('begin');
          await holder.query(`select from inventory.${table} where ${condition} for update`, [
            product,
          ]);
          const a = start(first, one);
          await untilBlocked(first, a.ended);
          const b = start(second, other);
          await untilBlocked(second, b.ended);
          await holder.query('commit');
          for (const [name, outcome] of [
            [one.name, await a.outcome],
            [other.name, await b.outcome],
          ]) {
            if (outcome !== 'done')
              wrong.push(`${one.name}, then ${other.name}: ${name} ${outcome}`);
          }
        }
      }
      expect(wrong).toEqual([]);
    },
    300_000,
  ); // every pair of documents, in either order
});
