import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import { startWorker } from '../../src/jobs/worker';
import { SyncService } from '../../src/sync/service';
import { createTenant } from '../support/database';
import { openShop, type TestShop } from '../support/shop';
import { inReels, makeReelFile, reel, reelNumber } from '../sync/reels';
import { switchOn } from '../sync/switched-on';
import { completed, openSchedule, type Schedule } from './schedule';

describe('scheduled sync', () => {
  let s: Schedule;

  beforeAll(async () => {
    s = await openSchedule();
  });
  afterAll(() => s?.close());

  it('runs sources that are due, and no others or disabled ones', async () => {
    const due = await s.createSource(3, { intervalMinutes: 15 });
    const off = await s.createSource(1, { enabled: false });
    const later = await s.createSource(1);
    await s.sync.rows(
      `update inventory.sync_sources set next_run_at = now() + interval '1 minute' where id = $1`,
      [later.id],
    );
    await s.tick();
    expect(await s.runs(due.id)).toEqual([
      completed('EXPORT', { created: 0, exported: 0 }),
      completed('IMPORT', { created: 3, exported: 0 }),
    ]);
    expect(await s.stateOf(due.id)).toEqual({ minutes: 15, failures: 0, due: false });
    expect([await s.runs(off.id), await s.runs(later.id)]).toEqual([[], []]);
    await s.tick();
    expect(await s.runs(due.id)).toHaveLength(2); // not due again
  });

  it('exports sales before it imports', async () => {
    const { id, file, keys } = await s.createSource(2);
    await s.tick();
    await s.sync.sell(id, keys[0]!);
    await s.makeDue(id);
    await s.tick();
    expect((await s.runs(id)).slice(2)).toEqual([
      completed('EXPORT', { created: 0, exported: 1 }),
      completed('IMPORT', { created: 0, exported: 0 }),
    ]);
    expect(inReels(file, 'select status from reels order by rowid')).toEqual([
      ...[['Sold'], ['In-stock']],
    ]);
    const problems = await s.sync.rows('select count(*)::int as n from inventory.sync_run_rows');
    expect(problems).toEqual([{ n: 0 }]);
  });

  it('runs a source once when several workers find it due', async () => {
    const due = [await s.createSource(40), await s.createSource(40), await s.createSource(40)];
    const other = new SyncService(s.sync.database.url, s.sync.folder);
    await Promise.all([s.tick(), s.tick(undefined, other), s.tick(undefined, other)]);
    await other.close();
    for (const { id } of due) {
      expect(await s.runs(id)).toEqual([
        completed('EXPORT', { created: 0, exported: 0 }),
        completed('IMPORT', { created: 40, exported: 0 }),
      ]);
    }
  });

  it('skips a source with a run in progress', async () => {
    const { id } = await s.createSource(1);
    const client = await s.sync.database.pools.super.connect();
    await client.query('begin; lock table inventory.products in exclusive mode');
    const manual = s.sync.importing(id);
    while ((await s.runs(id)).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    s.lines.length = 0;
    await s.tick();
    await client.query('rollback');
    client.release();
    expect(s.lines.filter(({ msg }) => msg === 'sync skipped')).toMatchObject([
      { reason: 'SYNC_RUNNING', tenant: 'shop' },
    ]);
    expect(await manual).toMatchObject({ created: 1 });
    expect(await s.runs(id)).toHaveLength(1);
    await s.tick(); // it is still due
    expect(await s.runs(id)).toHaveLength(3);
  });

  it('continues with other sources and tenants after a failure', async () => {
    const shops: TestShop[] = [];
    for (const code of ['aaa', 'bbb', 'zzz']) shops.push(await openShop(s.sync.database, code));
    await createTenant(s.sync.database, 'none'); // has nothing to sync
    const ids: string[] = [];
    for (const [at, shop] of shops.entries()) {
      const tenant = ['aaa', 'bbb', 'zzz'][at]!;
      mkdirSync(path.join(s.sync.folder, tenant));
      if (tenant !== 'bbb') makeReelFile(s.sync.folder, tenant, 'reels.db', [reel(900)]);
      const { id } = await shop.call('create_sync_source', {
        ...{ name: 'Hall', path: 'reels.db', tableName: 'reels', keyColumn: 'reel_number' },
        ...{ statusColumn: 'status', inStockValues: ['In-stock'], soldValues: ['Sold'] },
        ...{ locationId: shop.location },
      });
      await switchOn(shop.call, id);
      ids.push(id);
    }
    const broken = await s.createSource(1);
    const working = await s.createSource(1);
    renameSync(broken.file, `${broken.file}.away`);
    await s.tick();
    const failed = [{ direction: 'EXPORT', failure: 'SYNC_FILE_MISSING' }];
    const both = [
      { direction: 'EXPORT', failure: null },
      { direction: 'IMPORT', created: 1 },
    ];
    expect(await Promise.all(ids.map((id) => s.runs(id)))).toMatchObject([both, failed, both]);
    expect([await s.runs(broken.id), await s.runs(working.id)]).toMatchObject([failed, both]);
    // Each source was imported into its own tenant.
    const { rows } = await s.sync.database.pools.super.query(
      `select count(*)::int as n from inventory.products where sku = $1 and tenant_id = any ($2)`,
      [reelNumber(900), [shops[0]!.tenant, shops[2]!.tenant]],
    );
    expect(rows).toEqual([{ n: 2 }]);
  });

  it('starts no run after the signal to stop, and interrupts one in progress', async () => {
    const { id } = await s.createSource(1200);
    await s.tick(AbortSignal.abort());
    expect(await s.runs(id)).toEqual([]);
    const stop = new AbortController();
    const client = await s.sync.database.pools.super.connect();
    await client.query('begin; lock table inventory.products in exclusive mode');
    const ticking = s.tick(stop.signal);
    while ((await s.runs(id)).length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    stop.abort();
    await client.query('rollback');
    client.release();
    await ticking;
    expect((await s.runs(id))[1]).toMatchObject({
      direction: 'IMPORT',
      failure: 'SYNC_INTERRUPTED',
    });
    expect(await s.stateOf(id)).toMatchObject({ minutes: 1, failures: 1 }); // it is due again soon
    await s.makeDue(id);
    await s.tick();
    expect(await s.sync.importing(id)).toMatchObject({ seen: 1200, skipped: 1200, created: 0 });
  });

  it('is a job of the worker', async () => {
    const { id } = await s.createSource(2);
    const worker = await startWorker({
      ...{
        databaseUrl: s.sync.database.url,
        scanCron: '0 0 1 1 *',
        fullScanCron: '0 0 1 1 *',
        fullScanNights: 1,
      },
      ...{ syncDir: s.sync.folder, logger: pino({ level: 'silent' }) },
    });
    await s.sync.rows(`select graphile_worker.add_job('sync')`);
    while ((await s.stateOf(id)).minutes !== 1440) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await worker.stop();
    expect(await s.runs(id)).toEqual([
      completed('EXPORT', { created: 0, exported: 0 }),
      completed('IMPORT', { created: 2, exported: 0 }),
    ]);
  });
});
