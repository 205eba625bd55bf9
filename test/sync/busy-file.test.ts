import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExternalFile } from '../../src/sync/external-file';
import { ExternalTable } from '../../src/sync/external-table';
import { holdFile } from './holder';
import { inReels, makeReelFile, reel } from './reels';

// Another program holds the file. Who waits for it must leave nothing behind that keeps that program out.

describe('a busy file', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-sync-'));
    file = makeReelFile(folder, 'mill', 'reels.db', [reel(0), reel(1)]);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is read once it is free, and no lock is left by the waiting', async () => {
    const external = ExternalFile.open(file, 'ro');
    const table = await ExternalTable.find(external, 'reels');
    const letGo = await holdFile(file);
    const reading = table.count();
    await sleep(50); // it has met the busy file by now; if not, the test proves less, and does not fail
    await letGo();
    expect(await reading).toBe(2);
    expect(await table.count()).toBe(2);
    inReels(file, `update reels set status = 'Sold'`); // a lock that was left would make it busy
    external.close();
  });

  it('is written once its readers are done, and a commit that waits is no failure', async () => {
    const external = ExternalFile.open(file, 'rw');
    const letGo = await holdFile(file, 'begin; select 1 from sqlite_schema limit 1');
    const sold = `update reels set status = 'Sold' where reel_number = 'R-000000'`;
    const writing = external.write((connection) => connection.exec(sold));
    await sleep(50);
    await letGo();
    await writing;
    expect(inReels(file, `select count(*) from reels where status = 'Sold'`)).toEqual([[1]]);
    external.close();
  });
});
