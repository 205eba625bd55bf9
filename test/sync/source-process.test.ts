import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { SyncSource } from '../../src/sync/source';
import { withSourceFile } from '../../src/sync/source-file';

// A run that is stopped must not go on to read or write the external file.

const ENDLESS = `create view t as
  with recursive n (i) as (select 1 union all select i + 1 from n) select i as k, 's' as status from n where i < 0`;

describe('a process for an external file', () => {
  let folder: string;
  const source = {
    ...{ tenantCode: 'shop', path: 'x.db', tableName: 't', keyColumn: 'k', statusColumn: 'status' },
    ...{ inStockValues: ['In-stock'], soldValues: ['Sold'], quantityColumn: null, timeZone: 'UTC' },
    ...{ lastDateColumn: null, mappings: null, allowComputed: true },
  } as unknown as SyncSource;
  const makeFile = (sql: string) => {
    const db = new DatabaseSync(path.join(folder, 'shop', 'x.db'));
    db.exec(sql);
    db.close();
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-sync-'));
    mkdirSync(path.join(folder, 'shop'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('opens no file when the signal was aborted before it started', async () => {
    makeFile('create table t (k text, status text)');
    const work = jest.fn();
    await expect(
      withSourceFile({ folder }, source, work, { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ failure: 'SYNC_INTERRUPTED' });
    expect(work).not.toHaveBeenCalled();
  });

  it('ends a request that goes on after an abort', async () => {
    makeFile(ENDLESS);
    const stop = new AbortController();
    const counted = withSourceFile(
      { folder },
      source,
      (file) => {
        const rows = file.request('countRows');
        stop.abort();
        return rows;
      },
      { signal: stop.signal },
    );
    await expect(counted).rejects.toMatchObject({ failure: 'SYNC_INTERRUPTED' });
  });
});
