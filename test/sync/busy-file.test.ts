import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ExternalFile } from '../../src/sync/child/external-file';
import { ExternalTable } from '../../src/sync/child/external-table';
import { findSourceFile } from '../../src/sync/child/source-path';
import { lockFile } from './file-lock';
import { inReels, makeReelFile, reel } from './reels';

// Another program locks the file. Waiting for it must leave no lock that would block that program.

describe('a busy file', () => {
  let folder: string;
  let file: string;
  /** Counts failed attempts to lock the file. */
  let attempts: number;
  let onNextAttempt: () => void;
  const open = (mode: 'ro' | 'rw') =>
    ExternalFile.open(findSourceFile(folder, 'mill', 'reels.db'), mode, {
      onBusy: () => {
        attempts++;
        onNextAttempt();
      },
    });
  const nextAttempt = () => new Promise<void>((resolve) => (onNextAttempt = resolve));

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-sync-'));
    file = makeReelFile(folder, 'mill', 'reels.db', [reel(0), reel(1)]);
    attempts = 0;
    onNextAttempt = () => undefined;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is read once it is unlocked, and waiting leaves no lock', async () => {
    const external = open('ro');
    const table = await ExternalTable.find(external, 'reels', false);
    const unlock = await lockFile(file);
    const attempted = nextAttempt();
    const reading = table.count();
    await attempted;
    await nextAttempt(); // it tries again
    await unlock();
    expect(await reading).toBe(2);
    expect(attempts).toBeGreaterThan(1);
    expect(await table.count()).toBe(2);
    inReels(file, `update reels set status = 'Sold'`); // fails if a lock was left
    external.close();
  });

  it('is written once its readers have ended', async () => {
    const external = open('rw');
    const unlock = await lockFile(file, 'begin; select 1 from sqlite_schema limit 1');
    const sold = `update reels set status = 'Sold' where reel_number = 'R-000000'`;
    const attempted = nextAttempt();
    const writing = external.write((connection) => connection.exec(sold));
    await attempted; // the update is done, and the commit waits for the reader
    await unlock();
    await writing;
    expect(inReels(file, `select count(*) from reels where status = 'Sold'`)).toEqual([[1]]);
    external.close();
  });
});
