import { inReels, reel } from '../sync/reels';
import { openSyncServer, RUN_FIELDS, type SyncServer } from '../sync/sync-server';

// Rows of a live run that names a dry run: conflicts, rows of one product, and codes that moved.

const IMPORT = `mutation ($id: ID!, $dryRun: Boolean! = false, $shown: ID) {
  run: importProducts(sourceId: $id, all: true, dryRun: $dryRun, dryRunId: $shown) { ${RUN_FIELDS} } }`;
const EXPORT = `mutation ($id: ID!, $dryRun: Boolean! = false, $shown: ID) {
  run: exportSales(sourceId: $id, dryRun: $dryRun, dryRunId: $shown) { ${RUN_FIELDS} } }`;

describe('a live run of a sync that names its dry run', () => {
  let sync: SyncServer;
  const run = async (mutation: string, variables: object) =>
    (await sync.ask(mutation, variables)).run as {
      id: string;
      rows: { key: string; code: string; message: string }[];
    };
  const codes = (found: { rows: { key: string; code: string }[] }) =>
    found.rows.map(({ key, code }) => `${key} ${code}`).sort();
  const product = async (sku: string) =>
    (await sync.ask('query ($sku: String!) { product(sku: $sku) { id name } }', { sku }))
      .product as { id: string; name: string };
  const rename = async (sku: string, name: string) =>
    sync.shop.call('update_product', { id: (await product(sku)).id, name });
  /** A source of rows [key, SKU, name], all imported. */
  const open = async (name: string, rows: [key: string, sku: string, name: string][]) => {
    const file = sync.reels(
      `${name}.db`,
      rows.map(([reel_number, profile_name, comments], at) => ({
        ...{ ...reel(at), reel_number, profile_name, comments },
      })),
    );
    const mappings = [
      { column: 'profile_name', target: 'sku' },
      { column: 'comments', target: 'name' },
    ];
    const id = await sync.source({ name, path: `${name}.db`, mappings });
    expect(await sync.importing(id)).toMatchObject({ created: rows.length });
    const set = (key: string, assignment: string) =>
      inReels(file, `update reels set ${assignment} where reel_number = ?`, key);
    return { id, file, set };
  };

  beforeAll(async () => {
    sync = await openSyncServer();
  });
  afterAll(() => sync?.close());

  it('records conflicts of an export, and settles what an earlier run has written', async () => {
    const { id, file, set } = await open(
      'Conflicts',
      ['gone', 'other', 'shown', 'refused', 'written', 'late'].map((key) => [key, key, key]),
    );
    for (const key of ['gone', 'other', 'shown', 'refused']) await sync.sell(id, key);
    inReels(file, `delete from reels where reel_number = 'gone'`);
    set('other', `status = 'Reserved'`);
    inReels(
      file,
      `create trigger refuses before update on reels when new.reel_number in ('refused')
       begin select raise(abort, 'no'); end`,
    );
    const conflicts = ['gone ROW_MISSING', 'other STATUS_CHANGED', 'refused WRITE_REFUSED'];
    const dry = await run(EXPORT, { id, dryRun: true });
    expect(codes(dry)).toEqual(conflicts);
    // A run that died has written one row since, and another was sold: the dry run has shown neither.
    await sync.sell(id, 'written');
    await sync.sell(id, 'late');
    set('written', `status = 'Sold', last_date = 'then'`);
    await sync.rows(
      `update inventory.product_mappings set pending_status = 'Sold', pending_date = 'then'
       where source_id = $1 and external_key = 'written'`,
      [id],
    );
    const live = await run(EXPORT, { id, shown: dry.id });
    expect(codes(live)).toEqual([...conflicts, 'late STALE_VERSION'].sort());
    expect(live).toMatchObject({ exported: 2, conflicts: 3, errors: 1 });
    const mappings = await sync.rows(
      `select external_key as key, status, conflict, pending_status as pending from inventory.product_mappings
       where source_id = $1 order by 1`,
      [id],
    );
    const kept = (key: string, status: string, conflict: string | null = null) => ({
      ...{ key, status, conflict, pending: null },
    });
    expect(mappings).toEqual([
      kept('gone', 'IN_STOCK', 'ROW_MISSING'),
      kept('late', 'IN_STOCK'),
      kept('other', 'IN_STOCK', 'STATUS_CHANGED'),
      kept('refused', 'IN_STOCK', 'WRITE_REFUSED'),
      kept('shown', 'SOLD'),
      kept('written', 'SOLD'),
    ]);
    const left = `select status from reels where reel_number = 'late'`;
    expect(inReels(file, left)).toEqual([['In-stock']]);
    expect(await run(EXPORT, { id, shown: (await run(EXPORT, { id, dryRun: true })).id })).toEqual(
      expect.objectContaining({ exported: 1 }),
    );
  });

  it('names a row of a product that somebody changed, though another row of it was looked at', async () => {
    const { id, set } = await open('Two', [
      ['k1', 'P-1', 'A'],
      ['k2', 'P-1', 'A'],
    ]);
    set('k2', `comments = 'B'`);
    const dry = await run(IMPORT, { id, dryRun: true });
    await rename('P-1', 'Z');
    set('k1', `status = 'Sold'`);
    const live = await run(IMPORT, { id, shown: dry.id });
    expect(live.rows).toMatchObject([
      { key: 'k1', code: 'SOLD_THERE' },
      { key: 'k2', code: 'STALE_VERSION' },
    ]);
    expect(live.rows[1]!.message).toBe('The dry run showed name A of P-1, and now it is Z');
    expect((await product('P-1')).name).toBe('Z');
  });

  it('takes what another row of the product has made of it as shown', async () => {
    const { id, set } = await open('Three', [
      ['m1', 'Q-1', 'A'],
      ['m2', 'Q-1', 'A'],
      ['m3', 'Q-2', 'A'],
    ]);
    for (const key of ['m1', 'm2', 'm3']) set(key, `comments = 'B'`);
    const dry = await run(IMPORT, { id, dryRun: true });
    await rename('Q-2', 'Z'); // the page is refused, and its rows come in one by one
    const live = await run(IMPORT, { id, shown: dry.id });
    expect(codes(live)).toEqual(['m3 STALE_VERSION']);
    expect(live).toMatchObject({ updated: 2, errors: 1 });
    expect((await product('Q-1')).name).toBe('B');
  });

  it('names a row whose code stands for another product now', async () => {
    const { id, file } = await open('Codes', [
      ['c1', 'C-1', 'One'],
      ['c2', 'C-2', 'Two'],
    ]);
    const ids = [(await product('C-1')).id, (await product('C-2')).id];
    const code = { code: 'MOVED', kind: 'INTERNAL' };
    await sync.shop.call('add_product_code', { productId: ids[0], code });
    inReels(
      file,
      `insert into reels (reel_number, status, profile_name) values ('c3', 'In-stock', 'MOVED')`,
    );
    const dry = await run(IMPORT, { id, dryRun: true });
    await sync.shop.call('remove_product_code', { productId: ids[0], code: 'MOVED' });
    await sync.shop.call('add_product_code', { productId: ids[1], code });
    const live = await run(IMPORT, { id, shown: dry.id });
    expect(live.rows).toMatchObject([
      {
        ...{ key: 'c3', code: 'STALE_VERSION' },
        message: 'The dry run showed this row as product C-1, and now it is C-2',
      },
    ]);
  });
});
