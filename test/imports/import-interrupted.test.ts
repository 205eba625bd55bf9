import type { TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';
import { bringIn } from './shop-imports';

describe('a file that is brought in more than once', () => {
  let database: TestDatabase;
  let shop: TestShop;
  const bring = (kind: string, text: string, options: Parameters<typeof bringIn>[4] = {}) =>
    bringIn(database, shop.tenant, kind, text, options);
  const rows = async <Row extends object>(sql: string) =>
    (await database.pools.super.query<Row>(sql)).rows;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  const many = (count: number, tag: string) =>
    `sku,location,qty,lot\n` + Array.from({ length: count }, () => `B,L2,1,${tag}\n`).join('');
  /** How much came in of the lot of a test. */
  const total = async (tag: string) =>
    Number(
      (
        await rows<{ sum: number | null }>(
          `select sum(b.intake_quantity) from inventory.batches b where b.batch_number = '${tag}'`,
        )
      )[0]!.sum,
    );

  it('goes on where it was ended', async () => {
    const abort = new AbortController();
    const ended = bring('stock', many(25, 'ended'), {
      ...{ pageRows: 10, signal: abort.signal, onProgress: () => abort.abort() },
    });
    await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
    expect(await total('ended')).toBe(10);
    const { id, counts } = await bring('stock', many(25, 'ended'), { pageRows: 7 });
    expect(counts).toMatchObject({ created: 15, unchanged: 10 });
    expect(await total('ended')).toBe(25);
    expect(
      await rows(`select e.failure from inventory.import_run_ends e
        join inventory.import_runs r on r.id = e.run_id
        where r.file_hash = (select file_hash from inventory.import_runs where id = '${id}') order by ended_at`),
    ).toEqual([{ failure: 'INTERRUPTED' }, { failure: null }]);
  });

  it('goes on where its session was killed in the middle of a page', async () => {
    let isRunning = true;
    const kill = async () => {
      while (isRunning) {
        await rows(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
          and query ~ 'inventory.import_rows' and state = 'active' and pid <> pg_backend_pid()`);
      }
    };
    const killing = kill();
    const importing = bring('stock', many(400, 'killed'), { pageRows: 50 });
    const killed = await importing.catch((error: Error) => error);
    isRunning = false;
    await killing;
    expect(killed).toBeInstanceOf(Error);
    await bring('stock', many(400, 'killed'), { pageRows: 100 });
    expect(await total('killed')).toBe(400);
  });

  it('that three sessions bring in at once comes in once', async () => {
    const runs = await Promise.all(
      [1, 2, 3].map(() => bring('stock', many(60, 'at once'), { pageRows: 10 })),
    );
    expect(await total('at once')).toBe(60);
    expect(runs.reduce((sum, { counts }) => sum + counts.created, 0)).toBe(60);
    const file = 'sku,name,units,attribute:colour\nN-2,New,box=12,red\na,Apple,pack=6,green\n';
    const products = await Promise.all([1, 2].map(() => bring('products', file)));
    expect(products.map(({ counts }) => counts.refused)).toEqual([0, 0]);
  });
});
