import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { openSyncedTenants, type SyncedTenant, type SyncedTenants } from './synced-tenant';
import { inReels, makeReelFile, reel, reelNumber } from './reels';

// SQLite accepts any bytes as text, such as Latin-1 in a file that should have UTF-8, or text with a NUL.

const LATIN1 = Buffer.from('reçu', 'latin1');

describe('malformed text in a file', () => {
  let tenants: SyncedTenants;
  const set = (file: string, column: string, value: Buffer, key: string) => {
    const db = new DatabaseSync(file);
    db.prepare(`update reels set ${column} = cast(? as text) where reel_number = ?`).run(
      value,
      key,
    );
    db.close();
  };
  const open = async (code: string, edit: (file: string) => void): Promise<SyncedTenant> => {
    const reels = Array.from({ length: 4 }, (_, index) => reel(index));
    const file = makeReelFile(tenants.folder, code, 'reels.db', reels);
    edit(file);
    return tenants.open(code, file);
  };
  const attributes = (synced: SyncedTenant) =>
    synced.rows<{ sku: string; logs: string }>(
      `select sku, attributes ->> 'logs' as logs from inventory.products where tenant_id = $1 order by sku`,
    );
  const problems = (synced: SyncedTenant) =>
    synced.rows(
      'select code, external_key as key from inventory.sync_run_rows where tenant_id = $1 order by code',
    );

  beforeAll(async () => {
    tenants = await openSyncedTenants();
  });
  afterAll(() => tenants?.close());

  it('is imported with U+FFFD for malformed bytes, and without NULs', async () => {
    const synced = await open('values', (file) => {
      set(file, 'logs', LATIN1, reelNumber(0));
      set(file, 'logs', Buffer.from('before\0after'), reelNumber(1));
    });
    const run = await synced.run('IMPORT');
    expect(run).toMatchObject({ failure: null, counts: { created: 4, errors: 0 } });
    const [first, second] = await attributes(synced);
    expect(first).toEqual({ sku: reelNumber(0), logs: 're\ufffdu' });
    expect(second).toEqual({ sku: reelNumber(1), logs: 'beforeafter' });
  });

  it('is neither a key nor a status', async () => {
    const synced = await open('keys', (file) => {
      set(file, 'status', LATIN1, reelNumber(1));
      set(file, 'reel_number', LATIN1, reelNumber(0));
    });
    const run = await synced.run('IMPORT');
    expect(run).toMatchObject({ failure: null, counts: { created: 2, errors: 2 } });
    expect(await problems(synced)).toEqual([
      { code: 'KEY_INVALID', key: 're\ufffdu' },
      { code: 'STATUS_UNKNOWN', key: reelNumber(1) },
    ]);
  });

  it('is a conflict where an export finds it in place of the status that was last read', async () => {
    const synced = await open('exported', () => undefined);
    await synced.run('IMPORT');
    for (const index of [0, 1]) await synced.sell(reelNumber(index));
    set(synced.file, 'status', LATIN1, reelNumber(0));
    set(synced.file, 'last_date', LATIN1, reelNumber(1));
    const run = await synced.run('EXPORT');
    expect(run).toMatchObject({ failure: null, counts: { exported: 1, conflicts: 1 } });
    expect(await problems(synced)).toEqual([{ code: 'STATUS_CHANGED', key: reelNumber(0) }]);
  });

  it.each(['UTF-16le', 'UTF-16be'])('is read and written in a file of %s', async (encoding) => {
    const code = encoding.toLowerCase();
    const file = path.join(tenants.folder, code, 'reels.db');
    mkdirSync(path.dirname(file));
    const db = new DatabaseSync(file);
    db.exec(`pragma encoding = '${encoding}';
      create table reels (reel_number text primary key, status text, last_date text, logs text) without rowid;
      insert into reels values ('紙-1', 'In-stock', null, '🧻 reçu'), ('2', 'In-stock', null, cast(x'00d8' as text))`);
    db.close();
    const synced = await tenants.open(code, file);
    expect(await synced.run('IMPORT')).toMatchObject({ failure: null, counts: { created: 2 } });
    expect(await attributes(synced)).toEqual([
      { sku: '2', logs: expect.any(String) as string },
      { sku: '紙-1', logs: '🧻 reçu' },
    ]);
    await synced.sell('紙-1');
    expect(await synced.run('EXPORT')).toMatchObject({ failure: null, counts: { exported: 1 } });
    expect(inReels(file, `select reel_number from reels where status = 'Sold'`)).toEqual([
      ['紙-1'],
    ]);
  });
});
