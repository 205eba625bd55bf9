import { createTenant } from '../support/database';
import { UNKNOWN_ID } from '../rules/statements';
import { inReels, makeReelFile, reel, reelNumber } from '../sync/reels';
import { openSyncServer, type SyncServer } from '../sync/sync-server';

const LIST = `query ($id: ID!, $search: String, $newOnly: Boolean, $first: Int, $after: String) {
  externalProducts(sourceId: $id, search: $search, newOnly: $newOnly, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { key } }
    nodes { key status quantity values problem product { sku name batchNumber attributes } batch { batchNumber } }
  } }`;

describe('externalProducts', () => {
  let sync: SyncServer;
  let id: string;
  let file: string;
  const list = async (variables: object = {}) =>
    (await sync.ask(LIST, { id, ...variables })).externalProducts;
  const keys = async (variables: object = {}) =>
    (await list(variables)).nodes.map(({ key }: { key: string }) => key);

  beforeAll(async () => {
    sync = await openSyncServer();
    file = sync.reels('reels.db', [
      ...Array.from({ length: 30 }, (_, index) => reel(index)),
      { ...reel(30), status: 'Sold' },
      { ...reel(31), status: 'Delivered' },
      { ...reel(32), status: 'Lost' },
      { ...reel(33), status: null },
    ]);
    id = await sync.source();
  });
  afterAll(() => sync?.close());

  it('lists rows in stock, with their values and the product they would be imported as', async () => {
    const page = await list({ first: 2 });
    expect(page.totalCount).toBe(30);
    expect(page.nodes[1]).toEqual({
      ...{ key: reelNumber(1), status: 'In-stock', quantity: 1, problem: null, batch: null },
      values: { ...reel(1) },
      product: {
        ...{ sku: reelNumber(1), name: 'Profile 1', batchNumber: reelNumber(1) },
        attributes: {
          ...{ width: 1010, gsm: 45, length: 5001, grade: 'NEWS', breaks: 1, comments: null },
          ...{ qr_code: 'qr:1', bay: 'Bay 1', username: 'mill', logs: 'received' },
        },
      },
    });
  });

  it('is paged by cursors', async () => {
    const seen: string[] = [];
    let page = await list({ first: 7 });
    expect(page.pageInfo).toMatchObject({ hasPreviousPage: false, hasNextPage: true });
    for (;;) {
      seen.push(...page.nodes.map(({ key }: { key: string }) => key));
      expect(page.totalCount).toBe(30);
      expect(page.edges.at(-1).cursor).toBe(page.pageInfo.endCursor);
      expect(page.edges[0].cursor).toBe(page.pageInfo.startCursor);
      if (!page.pageInfo.hasNextPage) break;
      page = await list({ first: 7, after: page.pageInfo.endCursor });
      expect(page.pageInfo.hasPreviousPage).toBe(true);
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => reelNumber(index)));
    // A row that is deleted in between does not move the other rows.
    const { pageInfo } = await list({ first: 7 });
    inReels(file, 'delete from reels where reel_number = ?', reelNumber(6));
    expect((await keys({ first: 1, after: pageInfo.endCursor }))[0]).toBe(reelNumber(7));
    inReels(file, `update reels set status = 'In-stock' where reel_number = ?`, reelNumber(30));
    expect((await list()).totalCount).toBe(30);
  });

  it('searches for a part of the value of any column', async () => {
    expect(await keys({ search: reelNumber(12) })).toEqual([reelNumber(12)]);
    expect(await keys({ search: 'qr:1' })).toHaveLength(11); // 1, and 10 to 19
    expect(await keys({ search: 'KRAFT' })).toEqual(await keys({ search: 'kraft' }));
    expect((await list({ search: 'kraft', first: 2 })).totalCount).toBe(8);
    expect(await keys({ search: 'no such thing' })).toEqual([]);
    expect(await keys({ search: '' })).toHaveLength(30);
    // Wildcards and quotes have no special meaning.
    for (const search of ['%', '_____', "'", '"', "' or 1 = 1 --", '\\']) {
      expect(await keys({ search })).toEqual([]);
    }
    inReels(
      file,
      'update reels set comments = ? where reel_number = ?',
      '50 % "off" 📦',
      reelNumber(3),
    );
    for (const search of ['%', '"OFF"', '📦'])
      expect(await keys({ search })).toEqual([reelNumber(3)]);
    const { pageInfo } = await list({ search: 'kraft', first: 3 });
    expect(await keys({ search: 'kraft', first: 1, after: pageInfo.endCursor })).toEqual([
      reelNumber(12),
    ]);
  });

  it('shows the batch of imported rows, and omits rows that were sold here', async () => {
    await sync.importing(id, [reelNumber(0), reelNumber(1), reelNumber(2)]);
    const { nodes } = await list({ first: 4 });
    expect(nodes.map(({ batch }: { batch: object | null }) => batch)).toEqual([
      ...[0, 1, 2].map((index) => ({ batchNumber: reelNumber(index) })),
      null,
    ]);
    const line = await sync.sell(id, reelNumber(1));
    expect(await keys({ first: 2 })).toEqual([reelNumber(0), reelNumber(2)]);
    expect((await list()).totalCount).toBe(29);
    expect(await keys({ search: reelNumber(1) })).toEqual([]);
    await sync.exporting(id);
    expect(await keys({ first: 2 })).toEqual([reelNumber(0), reelNumber(2)]);
    await sync.refund(line);
    await sync.exporting(id);
    expect(await keys({ first: 2 })).toEqual([reelNumber(0), reelNumber(1)]);
  });

  it('lists only rows that are available for import, where they are asked for', async () => {
    const fresh = await list({ first: 1, newOnly: true });
    expect([fresh.nodes[0].key, fresh.totalCount]).toEqual([reelNumber(3), 27]);
    expect(await keys({ search: reelNumber(0), newOnly: true })).toEqual([]);
    expect((await list({ newOnly: false })).totalCount).toBe(30);
    // What comes in again is available again.
    await sync.importing(id, [reelNumber(4)]);
    expect(await keys({ first: 2, newOnly: true })).toEqual([reelNumber(3), reelNumber(5)]);
    const [found] = await sync.rows<{ id: string }>(
      `select b.receipt_id as id from inventory.product_mappings m
       join inventory.batches b on b.id = m.batch_id where m.source_id = $1 and m.external_key = $2`,
      [id, reelNumber(4)],
    );
    await sync.ask(`mutation { voidReceipt(id: "${found!.id}", reason: "wrong") { id } }`);
    expect(await keys({ first: 2, newOnly: true })).toEqual([reelNumber(3), reelNumber(4)]);
  });

  it('shows why a row cannot be imported', async () => {
    sync.reels('dirty.db', [
      { ...reel(100), reel_number: null },
      { ...reel(101), reel_number: ' ' },
      { ...reel(102), reel_number: 'x'.repeat(129) },
      { ...reel(103), reel_number: 'D-1' },
      { ...reel(104), reel_number: 'D-1' },
      { ...reel(105), receive_date: '2026-02-30' },
      { ...reel(106), receive_date: null },
    ]);
    const dirty = await sync.source({ path: 'dirty.db' });
    const { nodes, totalCount } = (await sync.ask(LIST, { id: dirty })).externalProducts;
    expect(totalCount).toBe(7);
    const problems = nodes.map(({ problem }: { problem: string | null }) => problem);
    expect(problems).toEqual([
      'KEY_MISSING: The row has no key',
      'KEY_MISSING: The row has no key',
      'KEY_INVALID: A key is text of at most 128 characters',
      'KEY_DUPLICATE: Another row has the same key; none of them is imported',
      'KEY_DUPLICATE: Another row has the same key; none of them is imported',
      'VALUE_NOT_DATE: receive_date: "2026-02-30" is not a date in the format ISO',
      null,
    ]);
    for (const { product, quantity, problem } of nodes) {
      expect([product === null, quantity === null]).toEqual([problem !== null, problem !== null]);
    }
    expect(nodes[0]).toMatchObject({ key: null, values: { grade: 'KRAFT' }, batch: null });
  });

  it('reads quantities from their column', async () => {
    sync.reels(
      'lengths.db',
      [5000, '12', 1.5, 0, -3, null, 'many', 10 ** 12, 10 ** 12 + 1, 9007199254740993n].map(
        (length, index) => ({
          ...{ ...reel(200 + index), length: length as number },
        }),
      ),
    );
    const lengths = await sync.source({ path: 'lengths.db', quantityColumn: 'length' });
    const { nodes } = (await sync.ask(LIST, { id: lengths })).externalProducts;
    expect(nodes.map(({ quantity }: { quantity: number | null }) => quantity)).toEqual([
      ...[5000, 12, null, null, null, null, null, 10 ** 12, null, null],
    ]);
    expect(nodes[2].problem).toBe(
      'QUANTITY_INVALID: The quantity is not a whole number above zero',
    );
    expect(nodes.slice(-2).map(({ problem }: { problem: string }) => problem)).toEqual([
      'QUANTITY_TOO_LARGE: 1000000000001 base units are more than 1000000000000',
      'QUANTITY_TOO_LARGE: 9007199254740993 base units are more than 1000000000000',
    ]);
  });

  it('refuses an invalid page, search or source', async () => {
    const refusals: [object, string, string][] = [
      [{ first: 0 }, 'BAD_USER_INPUT', 'first'],
      [{ first: 501 }, 'BAD_USER_INPUT', 'first'],
      [{ after: 'x' }, 'INVALID_CURSOR', 'after'],
      [{ search: 'a\0' }, 'BAD_USER_INPUT', 'search'],
      [{ id: 'x' }, 'BAD_USER_INPUT', 'sourceId'],
      [{ id: UNKNOWN_ID }, 'SYNC_SOURCE_UNKNOWN', 'sourceId'],
    ];
    for (const [more, code, field] of refusals) {
      expect(await sync.refused(LIST, { id, ...more })).toMatchObject({ code, details: { field } });
    }
    const { endCursor } = (await list({ first: 1 })).pageInfo;
    expect(
      await sync.refused('query ($after: String) { products(after: $after) { totalCount } }', {
        after: endCursor,
      }),
    ).toMatchObject({ code: 'INVALID_CURSOR' });
  });

  it("reads the tenant's own file, also when another tenant has a file of the same name", async () => {
    await createTenant(sync.database, 'other');
    makeReelFile(sync.folder, 'other', 'reels.db', [{ ...reel(900), comments: 'of the other' }]);
    expect(await keys({ search: 'of the other' })).toEqual([]);
  });
});
