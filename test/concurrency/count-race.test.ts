import { refusalOf, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

// Several people record quantities of one batch on one count at once, each on a connection of their own.

describe('entries of one line of a stock count at once', () => {
  let database: TestDatabase;
  let shop: TestShop;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  const record = (stockCountId: string, line: object) =>
    shop.call('record_count', { stockCountId, lines: [line] });
  const atOnce = (one: (n: number) => Promise<unknown>) =>
    Promise.all(Array.from({ length: 8 }, (_, n) => refusalOf(one(n))));
  const open = async () =>
    (await shop.call('start_stock_count', { locationId: shop.location, productIds: [] })).id;
  const line = async (id: string) => {
    const { rows } = await database.pools.super.query<{ line: object }>(
      `select l.counted_quantity::int as counted, l.version::int,
         (select count(*)::int from inventory.stock_count_entries e where e.stock_count_id = l.stock_count_id) as entries
       from inventory.stock_count_lines l where l.stock_count_id = $1`,
      [id],
    );
    return rows;
  };

  it('with mode ADD all count, also on a line that none of them found', async () => {
    const id = await open();
    const batchId = shop.untouchedBatch;
    const refusals = await atOnce((n) => record(id, { batchId, countedQuantity: n, mode: 'ADD' }));
    expect(refusals).toEqual(Array.from({ length: 8 }, () => '(accepted)'));
    expect(await line(id)).toEqual([{ counted: 28, version: 8, entries: 8 }]);
  });

  it('with the same expected version one is accepted', async () => {
    const id = await open();
    const batchId = shop.untouchedBatch;
    const refusals = await atOnce((n) =>
      record(id, { batchId, countedQuantity: 40 + n, expectedVersion: 0 }),
    );
    expect(refusals.sort()).toEqual([
      '(accepted)',
      ...Array.from({ length: 7 }, () => 'stale_version'),
    ]);
    expect(await line(id)).toMatchObject([{ version: 1, entries: 1 }]);
  });

  it('with the same key one is recorded', async () => {
    const id = await open();
    const lines = [{ batchId: shop.untouchedBatch, countedQuantity: 5, mode: 'ADD' }];
    await atOnce(() =>
      shop.call('record_count', { stockCountId: id, idempotencyKey: 'one', lines }),
    );
    expect(await line(id)).toEqual([{ counted: 5, version: 1, entries: 1 }]);
  });

  it('and sales of its batch keep the variance', async () => {
    const id = await open();
    const batchId = shop.batch;
    const sell = () =>
      shop.call('record_sale', {
        locationId: shop.location,
        lines: [{ productId: shop.product, quantity: 1 }],
      });
    const figures = async () => {
      const { rows } = await database.pools.super.query<{ expected: number; counted: number }>(
        `select expected_quantity::int as expected, counted_quantity::int as counted
         from inventory.stock_count_lines where stock_count_id = $1`,
        [id],
      );
      return rows[0]!;
    };
    await record(id, { batchId, countedQuantity: 90 });
    const before = await figures();
    await atOnce((n) =>
      n % 2 ? sell() : record(id, { batchId, countedQuantity: 0, mode: 'ADD' }),
    );
    await shop.call('rebase_stock_count', { id });
    expect(await figures()).toEqual({
      ...{ expected: before.expected - 4, counted: before.counted - 4 },
    });
  });
});
