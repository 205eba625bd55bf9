import type { TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';
import { bringIn } from './shop-imports';

// A row of stock or prices names its product by any code. A dry run has shown it of a product, not of whatever has that code.

describe('a code that another product has since the dry run', () => {
  let database: TestDatabase;
  let shop: TestShop;
  type Options = Parameters<typeof bringIn>[4];
  const bring = (kind: string, text: string, options: Options = {}) =>
    bringIn(database, shop.tenant, kind, text, options);
  const rows = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await database.pools.super.query<Row>(sql, values)).rows;
  const idOf = async (sku: string) =>
    (await rows<{ id: string }>('select id from inventory.products where sku = $1', [sku]))[0]!.id;
  const move = async (code: string, from: string, to: string) => {
    await shop.call('remove_product_code', { productId: await idOf(from), code });
    const input = { productId: await idOf(to), code: { code, kind: 'INTERNAL' } };
    await shop.call('add_product_code', input);
  };

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
    await bring('products', 'sku,name\nA-1,Fork\nB-1,Knife\n');
    await bring('suppliers', 'code,name\nS-1,One\n');
    await bring('locations', 'code,name\nZ-1,Shelf\n');
  });
  afterAll(() => database?.drop());

  it.each([
    ['stock', 'sku,location,qty,lot\nC-1,Z-1,2,moved\n', 'C-1', 'A-1 @ Z-1', 'B-1 @ Z-1'],
    ['prices', 'supplier,sku,price\nS-1,C-2,3\n', 'C-2', 'A-1 @ S-1', 'B-1 @ S-1'],
  ])('keeps a row of %s out', async (kind, text, code, then, now) => {
    const input = { productId: await idOf('A-1'), code: { code, kind: 'INTERNAL' } };
    await shop.call('add_product_code', input);
    const { id: dryRunId } = await bring(kind, text, { live: false });
    const kept = 'select subject from inventory.import_changes where run_id = $1';
    expect(await rows(kept, [dryRunId])).toEqual([{ subject: then }]);
    await move(code, 'A-1', 'B-1');
    const live = await bring(kind, text, { dryRunId });
    expect(live.problems).toEqual(['2 sku STALE_VERSION']);
    expect(live.found[0]!.message).toBe(
      `The dry run showed this row as ${then}, and now it is ${now}`,
    );
    expect(live.counts).toMatchObject({ created: 0, refused: 1 });
    // With the code back, what was shown comes in.
    await move(code, 'B-1', 'A-1');
    expect((await bring(kind, text, { dryRunId })).counts).toMatchObject({ created: 1 });
  });

  it('is not told of by a dry run that was interrupted', async () => {
    const text = 'sku,name\nD-1,Spoon\n';
    const stop = new AbortController();
    stop.abort();
    await expect(
      bring('products', text, { live: false, signal: stop.signal }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    const [run] = await rows<{ id: string }>(
      `select run_id as id from inventory.import_run_ends where failure = 'INTERRUPTED'`,
    );
    await expect(bring('products', text, { dryRunId: run!.id })).rejects.toThrow(
      `The dry run ${run!.id} has not looked at all rows: INTERRUPTED`,
    );
  });
});
