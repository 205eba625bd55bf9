import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { findSourceFile } from '../../src/sync/child/source-path';
import { createTenant } from '../support/database';
import { lockFile } from '../sync/file-lock';
import { inReels, makeReelFile, reel, reelNumber } from '../sync/reels';
import { openSyncServer, type SyncServer } from '../sync/sync-server';

const PROBE = `query ($id: ID!) { testSyncSource(id: $id) {
  reachable failure message rows duplicateKeys missingKeys statuses { status meaning rows } columns { name type } } }`;
const PRODUCTS = 'query ($id: ID!) { externalProducts(sourceId: $id) { totalCount } }';
/** The index of the next reel. Each source gets other reels, because a key can be imported from one source only. */
let next = 0;
const reels = (count: number) => Array.from({ length: count }, () => reel(next++));
const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('files of external sources', () => {
  let sync: SyncServer;
  const inFolder = (name: string) => path.join(sync.folder, 'shop', name);

  beforeAll(async () => {
    sync = await openSyncServer();
    sync.reels('reels.db', reels(3));
    await createTenant(sync.database, 'other');
    makeReelFile(sync.folder, 'other', 'reels.db', reels(5));
    makeReelFile(sync.folder, '..elsewhere', 'reels.db', reels(5));

    sync.reels('truncated.db', reels(2000));
    truncateSync(inFolder('truncated.db'), 60_000);
    sync.reels('cut-in-its-header.db', reels(1));
    truncateSync(inFolder('cut-in-its-header.db'), 50);
    writeFileSync(inFolder('empty.db'), '');
    writeFileSync(inFolder('text.db'), 'reel_number,status\nR-1,In-stock\n'.repeat(100));
    mkdirSync(inFolder('folder'));
    execFileSync('mkfifo', [inFolder('pipe')]);
    const other = path.join(sync.folder, 'other');
    symlinkSync(path.join(other, 'reels.db'), inFolder('link-out.db'));
    symlinkSync(other, inFolder('folder-out'));
    symlinkSync('../other/reels.db', inFolder('relative-link-out.db'));
    symlinkSync(inFolder('nowhere.db'), inFolder('dangling.db'));
    symlinkSync(inFolder('around.db'), inFolder('around.db'));
    symlinkSync('/etc/passwd', inFolder('passwd'));
  });
  afterAll(() => sync?.close());

  const UNUSABLE: [string, string][] = [
    ['missing.db', 'SYNC_FILE_MISSING'],
    ['folder', 'SYNC_FILE_MISSING'],
    ['folder/reels.db', 'SYNC_FILE_MISSING'],
    ['reels.db/inner.db', 'SYNC_FILE_MISSING'],
    ['pipe', 'SYNC_FILE_MISSING'],
    ['dangling.db', 'SYNC_FILE_MISSING'],
    ['around.db', 'SYNC_FILE_MISSING'],
    ['link-out.db', 'SYNC_PATH_OUTSIDE'],
    ['relative-link-out.db', 'SYNC_PATH_OUTSIDE'],
    ['folder-out/reels.db', 'SYNC_PATH_OUTSIDE'],
    ['passwd', 'SYNC_PATH_OUTSIDE'],
    ['empty.db', 'SYNC_TABLE_UNKNOWN'],
    ['text.db', 'SYNC_FILE_BROKEN'],
    ['truncated.db', 'SYNC_FILE_BROKEN'],
    ['cut-in-its-header.db', 'SYNC_FILE_BROKEN'],
  ];
  it.each(UNUSABLE)('reports %s as %s and writes nothing', async (name, failure) => {
    const id = await sync.source({ path: name });
    const before = await sync.rows('select count(*) from inventory.receipts');
    const { testSyncSource } = await sync.ask(PROBE, { id });
    expect(testSyncSource).toMatchObject({ failure, rows: 0, message: expect.any(String) });
    expect(await sync.refused(PRODUCTS, { id })).toMatchObject({ code: failure });
    expect(await sync.importRefused(id)).toMatchObject({ code: failure });
    expect(await sync.exportRefused(id)).toMatchObject({ code: failure });
    expect(await sync.rows('select count(*) from inventory.receipts')).toEqual(before);

    const { syncRuns, syncSource } = await sync.ask(
      `query ($id: ID!) { syncSource(id: $id) { failures }
         syncRuns(sourceId: $id) { nodes { direction status failure message seen created exported errors } } }`,
      { id },
    );
    const failed = { status: 'FAILED', failure, created: 0, exported: 0, errors: 0 };
    expect(syncRuns.nodes).toMatchObject([
      { ...failed, direction: 'EXPORT', message: expect.any(String) },
      { ...failed, direction: 'IMPORT', message: expect.any(String) },
    ]);
    expect(syncSource.failures).toBe(0); // only scheduled runs count
    expect(JSON.stringify(syncRuns)).not.toContain(sync.folder); // the folder's path is not revealed
  });

  it('checks the path in the process too, in case the database accepts an invalid one', () => {
    const find = (file: string) => findSourceFile(sync.folder, 'shop', file);
    const failureOf = (file: string) => {
      try {
        return find(file).name;
      } catch (error) {
        return (error as { failure: string }).failure;
      }
    };
    expect(find('reels.db')).toMatchObject({
      folder: path.join(sync.folder, 'shop'),
      name: 'reels.db',
    });
    for (const file of [
      '../other/reels.db',
      '../..elsewhere/reels.db',
      'folder/../../other/reels.db',
      path.join(sync.folder, 'other/reels.db'),
      '/etc/passwd',
      '..',
      '.',
      '',
      'reels.db\0.txt',
    ]) {
      expect(failureOf(file)).toMatch(/^SYNC_(PATH_OUTSIDE|FILE_MISSING)$/);
    }
    // It does not reveal whether a file outside exists.
    for (const file of ['../other/reels.db', '../other/none.db', '/etc/none']) {
      expect(failureOf(file)).toBe('SYNC_PATH_OUTSIDE');
    }
    expect(() => findSourceFile(sync.folder, 'third', 'reels.db')).toThrow('There is no file');
  });

  it('follows a link within the folder', async () => {
    sync.reels('real/inner.db', reels(2));
    symlinkSync('real/inner.db', inFolder('link-in.db'));
    const id = await sync.source({ path: 'link-in.db' });
    expect(await sync.importing(id)).toMatchObject({ created: 2, errors: 0 });
  });

  it('reports a missing table and a missing column', async () => {
    const probe = async (more: object) =>
      (await sync.ask(PROBE, { id: await sync.source(more) })).testSyncSource;
    expect(await probe({ tableName: 'rolls' })).toMatchObject({
      ...{ reachable: false, failure: 'SYNC_TABLE_UNKNOWN', columns: [] },
      message: 'The file has no table rolls',
    });
    for (const [setting, name] of [
      ['keyColumn', 'number'],
      ['statusColumn', 'state'],
      ['quantityColumn', 'pieces'],
      ['lastDateColumn', 'sold_on'],
    ] as const) {
      sync.reels(`${setting}.db`, reels(3));
      const more = { path: `${setting}.db`, [setting]: name };
      const id = await sync.source(more);
      expect((await sync.ask(PROBE, { id })).testSyncSource).toMatchObject({
        ...{ reachable: true, failure: 'SYNC_COLUMN_UNKNOWN' },
        message: `The table has no column ${name}`,
      });
      const refused = await (setting === 'lastDateColumn'
        ? sync.exportRefused(id)
        : sync.importRefused(id));
      expect(refused).toMatchObject({
        ...{ code: 'SYNC_COLUMN_UNKNOWN', details: { column: name } },
      });
    }
  });

  it('reports the state of a usable file', async () => {
    sync.reels('mixed.db', [
      ...reels(4),
      { ...reel(1004), status: 'Sold' },
      { ...reel(1005), status: 'Delivered' },
      { ...reel(1006), status: 'Lost' },
      { ...reel(1007), status: null },
      { ...reel(1008), reel_number: null },
      { ...reel(1009), reel_number: ' ' },
      { ...reel(1010), reel_number: reelNumber(1000) },
      { ...reel(1011), reel_number: reelNumber(1000) },
    ]);
    const id = await sync.source({ path: 'mixed.db' });
    const { testSyncSource: found } = await sync.ask(PROBE, { id });
    expect(found).toMatchObject({
      ...{ reachable: true, failure: null, message: null, rows: 12 },
      ...{ duplicateKeys: 1, missingKeys: 2 },
      statuses: [
        { status: 'In-stock', meaning: 'IN_STOCK', rows: 8 },
        { status: null, meaning: 'UNKNOWN', rows: 1 },
        { status: 'Delivered', meaning: 'SOLD', rows: 1 },
        { status: 'Lost', meaning: 'UNKNOWN', rows: 1 },
        { status: 'Sold', meaning: 'SOLD', rows: 1 },
      ],
    });
    expect(found.columns).toHaveLength(15);
    expect(found.columns.slice(0, 3)).toEqual([
      { name: 'reel_number', type: 'TEXT' },
      { name: 'width', type: '' },
      { name: 'gsm', type: 'INTEGER' },
    ]);
  });

  it('reads and writes a file in WAL mode', async () => {
    const [first, ...more] = reels(3);
    const file = sync.reels('wal.db', [first!, ...more]);
    inReels(file, 'pragma journal_mode = wal');
    const id = await sync.source({ path: 'wal.db' });
    expect(await sync.importing(id)).toMatchObject({ created: 3 });
    await sync.sell(id, first!.reel_number!);
    expect(await sync.exporting(id)).toMatchObject({ exported: 1 });
    // The export has written the log back into the file, so that a copy of the file alone is complete.
    expect(statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0);
    expect(inReels(file, 'select count(*) from reels where status = ?', 'Sold')).toEqual([[1]]);
    expect(inReels(file, 'pragma journal_mode')).toEqual([['wal']]);
  });

  it('waits until a locked file is unlocked', async () => {
    const file = sync.reels('locked.db', reels(3));
    const id = await sync.source({ path: 'locked.db' });
    const unlock = await lockFile(file);
    const importing = sync.importing(id);
    await expect(
      Promise.race([importing, new Promise((resolve) => setTimeout(resolve, 300, 'waits'))]),
    ).resolves.toBe('waits');
    await unlock();
    expect(await importing).toMatchObject({ created: 3 });
  });

  it('fails for a file that stays locked, and changes nothing', async () => {
    const [first, ...more] = reels(3);
    const file = sync.reels('busy.db', [first!, ...more]);
    const id = await sync.source({ path: 'busy.db' });
    await sync.importing(id);
    await sync.sell(id, first!.reel_number!);
    const before = hash(file);
    const unlock = await lockFile(file);
    const [probe, exported, answer] = await Promise.all([
      sync.ask(PROBE, { id }),
      sync.exportRefused(id),
      sync.ask('{ syncSources { id } }'), // the server answers in the meantime
    ]);
    expect(probe.testSyncSource).toMatchObject({ reachable: false, failure: 'SYNC_FILE_BUSY' });
    expect(exported).toMatchObject({ code: 'SYNC_FILE_BUSY', retryable: true });
    expect(answer.syncSources.length).toBeGreaterThan(1);
    await unlock();
    expect(hash(file)).toBe(before);
    expect(await sync.exporting(id)).toMatchObject({ exported: 1 });
  });
});
