import { inReels, reel, reelNumber } from '../sync/reels';
import { openSyncServer, RUN_FIELDS, type SyncServer } from '../sync/sync-server';

// What a dry run of a sync shows of each row, and a live run that names it: exactly that.

const IMPORT = `mutation ($id: ID!, $dryRun: Boolean! = false, $shown: ID) {
  run: importProducts(sourceId: $id, all: true, dryRun: $dryRun, dryRunId: $shown) { ${RUN_FIELDS} dryRunId } }`;
const EXPORT = `mutation ($id: ID!, $dryRun: Boolean! = false, $shown: ID) {
  run: exportSales(sourceId: $id, dryRun: $dryRun, dryRunId: $shown) { ${RUN_FIELDS} dryRunId } }`;
const CHANGES = `query ($id: ID!) { syncRun(id: $id) { changes(first: 500) { totalCount nodes {
  key action subject changes { field before after } } } } }`;

describe('what a dry run of a sync has shown', () => {
  let sync: SyncServer;
  let id: string;
  let file: string;
  const run = async (mutation: string, variables: object = {}) =>
    (await sync.ask(mutation, { id, ...variables })).run as {
      id: string;
      rows: { key: string; code: string; message: string }[];
    };
  const dry = async (mutation: string) => (await run(mutation, { dryRun: true })).id;
  const shownOf = async (runId: string) =>
    (await sync.ask(CHANGES, { id: runId })).syncRun.changes.nodes as {
      key: string;
      action: string;
      changes: { field: string; before: string | null; after: string | null }[];
    }[];
  const change = (index: number, set: string) =>
    inReels(file, `update reels set ${set} where reel_number = ?`, reelNumber(index));
  const product = async (index: number) =>
    (
      await sync.ask('query ($sku: String!) { product(sku: $sku) { id name attributes } }', {
        sku: reelNumber(index),
      })
    ).product as { id: string; name: string; attributes: Record<string, unknown> } | null;
  const rename = async (index: number, name: string) =>
    sync.shop.call('update_product', { id: (await product(index))!.id, name });
  const said = (found: { rows: { key: string; code: string; message: string }[] }) =>
    found.rows.map(({ key, code, message }) => `${key} ${code} ${message}`);

  beforeAll(async () => {
    sync = await openSyncServer();
    file = sync.reels(
      'reels.db',
      Array.from({ length: 8 }, (_, index) => reel(index)),
    );
    id = await sync.source({ name: 'Hall' });
    const keys = [0, 1, 2, 3, 4].map(reelNumber);
    expect(await sync.importing(id, keys)).toMatchObject({ created: 5 });
  });
  afterAll(() => sync?.close());

  it('is each field of a row that comes in or has changed, before and after', async () => {
    change(0, `profile_name = 'Thick', grade = 'NEWS'`);
    const shown = await shownOf(await dry(IMPORT));
    const [known] = shown.filter(({ action }) => action === 'UPDATED');
    expect(known).toEqual({
      ...{ key: reelNumber(0), action: 'UPDATED', subject: reelNumber(0) },
      changes: [
        { field: 'name', before: 'Profile 0', after: 'Thick' },
        { field: 'attribute:grade', before: 'KRAFT', after: 'NEWS' },
      ],
    });
    const fresh = shown.filter(({ action }) => action === 'CREATED');
    expect(fresh.map(({ key }) => key)).toEqual([5, 6, 7].map(reelNumber));
    expect(fresh[0]!.changes).toEqual(
      expect.arrayContaining([
        { field: 'name', before: null, after: 'Profile 5' },
        { field: 'lot', before: null, after: reelNumber(5) },
        { field: 'quantity', before: null, after: '1' },
        { field: 'location', before: null, after: 'L1' },
      ]),
    );
  });

  it('comes in; a row that changed here or there is named, and left for the next run', async () => {
    change(1, `profile_name = 'Wide'`);
    const shown = await dry(IMPORT); // 0 and 1 have changed, 5 to 7 are new
    await rename(0, 'Renamed');
    change(5, `profile_name = 'Other'`);
    change(2, `profile_name = 'Late'`);
    const live = await run(IMPORT, { shown });
    expect(live).toMatchObject({ created: 2, updated: 1, errors: 3, dryRunId: shown });
    expect(said(live).sort()).toEqual([
      `${reelNumber(0)} STALE_VERSION The dry run showed name Profile 0 of ${reelNumber(0)}, and now it is Renamed`,
      `${reelNumber(2)} STALE_VERSION The dry run did not show what this row would change`,
      `${reelNumber(5)} STALE_VERSION The row has changed in the source since the dry run`,
    ]);
    expect((await product(0))!.name).toBe('Renamed');
    expect((await product(1))!.name).toBe('Wide');
    expect(await product(5)).toBeNull();
    // Sent again, it changes nothing more, and names the same rows.
    const again = await run(IMPORT, { shown });
    expect(again).toMatchObject({ created: 0, updated: 0, errors: 3 });
    const next = await run(IMPORT, { shown: await dry(IMPORT) });
    expect(next).toMatchObject({ created: 1, updated: 2, errors: 0 });
    expect((await product(0))!.name).toBe('Thick');
  });

  it('is one row of a product after another, whichever page it is in', async () => {
    const many = Array.from({ length: 1_200 }, (_, at) => ({
      ...{ ...reel(at), reel_number: `M-${at}`, profile_name: `Many ${at % 3}` },
      comments: `c${at % 7}`,
    }));
    sync.reels('many.db', many);
    const mappings = [
      { column: 'profile_name', target: 'sku' },
      { column: 'comments', target: 'attributes.comments' },
    ];
    const source = await sync.source({ name: 'Many', path: 'many.db', mappings });
    const shown = (await sync.ask(IMPORT, { id: source, dryRun: true })).run.id as string;
    const live = (await sync.ask(IMPORT, { id: source, shown })).run;
    expect(live).toMatchObject({ created: 1_200, errors: 0 });
  });

  it('is what is written back; a row that was refunded or sold since is not', async () => {
    const [sold, refunded] = [
      await sync.sell(id, reelNumber(3)),
      await sync.sell(id, reelNumber(4)),
    ];
    expect(sold.quantity).toBe(1);
    const shown = await dry(EXPORT);
    expect(await shownOf(shown)).toMatchObject([
      {
        ...{ key: reelNumber(3), action: 'EXPORTED' },
        changes: [{ field: 'status', before: 'In-stock', after: 'Sold' }, { field: 'last_date' }],
      },
      { key: reelNumber(4), action: 'EXPORTED' },
    ]);
    await sync.refund(refunded);
    await sync.sell(id, reelNumber(2));
    const live = await run(EXPORT, { shown });
    expect(live).toMatchObject({ exported: 1, errors: 1 });
    expect(said(live)).toEqual([expect.stringMatching(`^${reelNumber(2)} STALE_VERSION`)]);
    const status = (index: number) =>
      inReels(file, 'select status from reels where reel_number = ?', reelNumber(index))[0];
    expect([3, 4, 2].map(status)).toEqual([['Sold'], ['In-stock'], ['In-stock']]);
    expect(await run(EXPORT, { shown })).toMatchObject({ exported: 0, errors: 1 });
    expect(await run(EXPORT, { shown: await dry(EXPORT) })).toMatchObject({ exported: 1 });
  });

  it('is not that of another direction, of a live run, or of another configuration', async () => {
    const code = async (mutation: string, variables: object) =>
      (await sync.refused(mutation, { id, ...variables }))['code'];
    const shown = await dry(IMPORT);
    expect(await code(EXPORT, { shown })).toBe('SYNC_RUN_UNKNOWN');
    expect(await code(IMPORT, { shown, dryRun: true })).toBe('BAD_USER_INPUT');
    const { id: live } = await run(IMPORT, { shown });
    expect(await code(IMPORT, { shown: live })).toBe('SYNC_RUN_UNKNOWN');
    await sync.shop.call('update_sync_source', { id, lastDateFormat: 'dd/MM/yyyy' });
    expect(await code(IMPORT, { shown })).toBe('SYNC_RUN_UNKNOWN');
  });
});
