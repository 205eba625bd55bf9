import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import { syncTenants } from '../../src/jobs/sync';
import { startWorker } from '../../src/jobs/worker';
import { SyncService } from '../../src/sync/service';
import { createTenant } from '../support/database';
import { openShop, type TestShop } from '../support/shop';
import { inReels, makeReelFile, reel, reelNumber } from '../sync/reels';
import { openSyncStage, type SyncStage } from '../sync/stage';

const UPDATE =
  'mutation ($input: UpdateSyncSourceInput!) { updateSyncSource(input: $input) { id } }';

describe('scheduled sync', () => {
  let sync: SyncStage;
  let service: SyncService;
  let next = 0;
  const lines: { msg: string; level: number; [field: string]: unknown }[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const never = new AbortController().signal;
  const tick = (signal = never) => {
    const { owner, app } = sync.database.pools;
    return syncTenants({ owner, app }, service, logger, signal);
  };
  const open = async (count: number, more: object = {}) => {
    const reels = Array.from({ length: count }, () => reel(next++));
    const name = `from-${reels[0]!.reel_number}.db`;
    const file = sync.reels(name, reels);
    const id = await sync.source({ path: name, ...more });
    return { id, file, keys: reels.map(({ reel_number }) => reel_number!) };
  };
  /** The runs of a source, the oldest first. */
  const runs = (id: string) =>
    sync.rows<{ direction: string; status: string; failure: string | null }>(
      `select r.direction, r.trigger, r.actor, e.failure, e.created::int, e.exported::int
       from inventory.sync_runs r left join inventory.sync_run_ends e on e.run_id = r.id
       where r.source_id = $1 order by r.id`,
      [id],
    );
  /** Minutes from the end of the last run to the next one, and how many failed. */
  const schedule = async (id: string) =>
    (
      await sync.rows<{ minutes: number; failures: number; due: boolean }>(
        `select extract(epoch from next_run_at - last_run_at)::int / 60 as minutes, failures, next_run_at <= now() as due
         from inventory.sync_sources where id = $1`,
        [id],
      )
    )[0]!;
  const makeDue = (id: string) =>
    sync.rows('update inventory.sync_sources set next_run_at = now() where id = $1', [id]);
  const done = (direction: string, more: object = {}) => ({
    ...{ direction, trigger: 'SCHEDULED', actor: 'worker', failure: null, ...more },
  });

  beforeAll(async () => {
    sync = await openSyncStage();
    service = new SyncService(sync.database.url, sync.folder);
  });
  afterAll(async () => {
    await service?.close();
    await sync?.close();
  });

  it('runs what is due, and leaves alone what is not or is switched off', async () => {
    const due = await open(3, { intervalMinutes: 15 });
    const off = await open(1, { enabled: false });
    const later = await open(1);
    await sync.rows(
      `update inventory.sync_sources set next_run_at = now() + interval '1 minute' where id = $1`,
      [later.id],
    );
    await tick();
    expect(await runs(due.id)).toEqual([
      done('EXPORT', { created: 0, exported: 0 }),
      done('IMPORT', { created: 3, exported: 0 }),
    ]);
    expect(await schedule(due.id)).toEqual({ minutes: 15, failures: 0, due: false });
    expect([await runs(off.id), await runs(later.id)]).toEqual([[], []]);
    await tick();
    expect(await runs(due.id)).toHaveLength(2); // not due again
  });

  it('tells what was sold before it looks at what is there', async () => {
    const { id, file, keys } = await open(2);
    await tick();
    await sync.sell(id, keys[0]!);
    await makeDue(id);
    await tick();
    expect((await runs(id)).slice(2)).toEqual([
      done('EXPORT', { created: 0, exported: 1 }),
      done('IMPORT', { created: 0, exported: 0 }),
    ]);
    expect(inReels(file, 'select status from reels order by rowid')).toEqual([
      ...[['Sold'], ['In-stock']],
    ]);
    const problems = await sync.rows('select count(*)::int as n from inventory.sync_run_rows');
    expect(problems).toEqual([{ n: 0 }]);
  });

  it('comes back later and later to one that fails, and at once when it is mended', async () => {
    const { id, file } = await open(1, { intervalMinutes: 15 });
    renameSync(file, `${file}.away`);
    const waits: number[] = [];
    for (let failures = 1; failures <= 9; failures++) {
      await makeDue(id);
      await tick();
      expect(await schedule(id)).toMatchObject({ failures, due: false });
      waits.push((await schedule(id)).minutes);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]); // an hour is enough, for a source of 15 minutes
    expect((await runs(id))[0]).toMatchObject({
      direction: 'EXPORT',
      failure: 'SYNC_FILE_MISSING',
    });
    expect(lines.at(-1)).toMatchObject({ level: 40, msg: 'sync failed', tenant: 'shop' });
    const { length } = await runs(id);
    await tick();
    expect(await runs(id)).toHaveLength(length); // it waits

    await sync.ask(UPDATE, { input: { id, intervalMinutes: 30 } });
    expect(await schedule(id)).toMatchObject({ failures: 0, due: true });
    await tick();
    expect(await schedule(id)).toMatchObject({ minutes: 1, failures: 1 }); // and begins anew

    renameSync(`${file}.away`, file);
    await makeDue(id);
    await tick();
    expect(await schedule(id)).toEqual({ minutes: 30, failures: 0, due: false });
  });

  it('may wait as long as the interval where that is more than an hour', async () => {
    const { id, file } = await open(1, { intervalMinutes: 10_080 });
    renameSync(file, `${file}.away`);
    await sync.rows('update inventory.sync_sources set failures = 7 where id = $1', [id]);
    for (const minutes of [128, 256]) {
      await makeDue(id);
      await tick();
      expect((await schedule(id)).minutes).toBe(minutes);
    }
    await sync.rows('update inventory.sync_sources set failures = 100000 where id = $1', [id]);
    await makeDue(id);
    await tick();
    expect((await schedule(id)).minutes).toBe(10_080);
    await sync.ask(UPDATE, { input: { id, enabled: false } });
  });

  it('does not take an export that works for an import that does', async () => {
    const { id } = await open(1);
    await sync.ask(UPDATE, {
      input: { id, mappings: [{ column: 'none', target: 'name', transforms: [] }] },
    });
    for (const [failures, minutes] of [
      [1, 1],
      [2, 2],
      [3, 4],
    ]) {
      await makeDue(id);
      await tick();
      expect((await runs(id)).slice(-2)).toMatchObject([
        { direction: 'EXPORT', failure: null },
        { direction: 'IMPORT', failure: 'SYNC_MAPPING_INVALID' },
      ]);
      expect(await schedule(id)).toMatchObject({ failures, minutes });
    }
    await sync.ask(UPDATE, { input: { id, mappings: null } });
    await tick();
    expect(await schedule(id)).toMatchObject({ failures: 0, minutes: 1440 });
  });

  it('comes back after a minute where the import of an export died', async () => {
    const { id } = await open(1);
    const { id: runId } = await sync.shop.call('begin_sync_run', {
      ...{ sourceId: id, direction: 'EXPORT', dryRun: false, trigger: 'SCHEDULED' },
    });
    const counts = { seen: 0, created: 0, updated: 0, exported: 0, skipped: 0 };
    await sync.shop.call('end_sync_run', { runId, ...counts, conflicts: 0, errors: 0 });
    await sync.shop.call('begin_sync_run', {
      ...{ sourceId: id, direction: 'IMPORT', dryRun: false, trigger: 'SCHEDULED' },
    });
    expect(await schedule(id)).toEqual({ minutes: 1, failures: 0, due: false });
    await makeDue(id);
    await tick();
    expect(await schedule(id)).toEqual({ minutes: 1440, failures: 0, due: false });
  });

  it('is kept from its time by no run by hand', async () => {
    const { id, file, keys } = await open(2);
    const nextRun = async () =>
      (
        await sync.rows('select next_run_at, failures from inventory.sync_sources where id = $1', [
          id,
        ])
      )[0];
    const before = await nextRun();
    await sync.importing(id, [keys[0]!]);
    await sync.exporting(id);
    renameSync(file, `${file}.away`);
    await sync.importRefused(id);
    expect(await nextRun()).toEqual(before);
    // One that works does make up for those that failed, of its own direction.
    await tick();
    expect(await schedule(id)).toMatchObject({ failures: 1 });
    renameSync(`${file}.away`, file);
    await sync.importing(id);
    expect(await schedule(id)).toMatchObject({ failures: 1 });
    await sync.exporting(id);
    expect(await schedule(id)).toMatchObject({ failures: 0 });
  });

  it('runs a source once where two workers see it due', async () => {
    const due = [await open(40), await open(40), await open(40)];
    const other = new SyncService(sync.database.url, sync.folder);
    const { owner, app } = sync.database.pools;
    await Promise.all([
      tick(),
      syncTenants({ owner, app }, other, logger, never),
      syncTenants({ owner, app }, other, logger, never),
    ]);
    await other.close();
    for (const { id } of due) {
      expect(await runs(id)).toEqual([
        done('EXPORT', { created: 0, exported: 0 }),
        done('IMPORT', { created: 40, exported: 0 }),
      ]);
    }
  });

  it('leaves to somebody else what he is running', async () => {
    const { id } = await open(1);
    const client = await sync.database.pools.super.connect();
    await client.query('begin; lock table inventory.products in exclusive mode');
    const byHand = sync.importing(id);
    while ((await runs(id)).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    lines.length = 0;
    await tick();
    await client.query('rollback');
    client.release();
    expect(lines.filter(({ msg }) => msg === 'sync left out')).toMatchObject([
      { reason: 'SYNC_RUNNING', tenant: 'shop' },
    ]);
    expect(await byHand).toMatchObject({ created: 1 });
    expect(await runs(id)).toHaveLength(1);
    await tick(); // it is due still
    expect(await runs(id)).toHaveLength(3);
  });

  it('goes on with other sources and tenants after one that fails', async () => {
    const shops: TestShop[] = [];
    for (const code of ['aaa', 'bbb', 'zzz']) shops.push(await openShop(sync.database, code));
    await createTenant(sync.database, 'none'); // has nothing to sync
    const ids: string[] = [];
    for (const [at, shop] of shops.entries()) {
      const tenant = ['aaa', 'bbb', 'zzz'][at]!;
      mkdirSync(path.join(sync.folder, tenant));
      if (tenant !== 'bbb') makeReelFile(sync.folder, tenant, 'reels.db', [reel(900)]);
      const { id } = await shop.call('create_sync_source', {
        ...{ name: 'Hall', path: 'reels.db', tableName: 'reels', keyColumn: 'reel_number' },
        ...{ statusColumn: 'status', inStockValues: ['In-stock'], soldValues: ['Sold'] },
        ...{ locationId: shop.location },
      });
      ids.push(id);
    }
    const broken = await open(1);
    const working = await open(1);
    renameSync(broken.file, `${broken.file}.away`);
    await tick();
    const failed = [{ direction: 'EXPORT', failure: 'SYNC_FILE_MISSING' }];
    const both = [
      { direction: 'EXPORT', failure: null },
      { direction: 'IMPORT', created: 1 },
    ];
    expect(await Promise.all(ids.map(runs))).toMatchObject([both, failed, both]);
    expect([await runs(broken.id), await runs(working.id)]).toMatchObject([failed, both]);
    // Each in its own tenant.
    const { rows } = await sync.database.pools.super.query(
      `select count(*)::int as n from inventory.products where sku = $1 and tenant_id = any ($2)`,
      [reelNumber(900), [shops[0]!.tenant, shops[2]!.tenant]],
    );
    expect(rows).toEqual([{ n: 2 }]);
  });

  it('begins nothing once it is to stop, and stops what it began', async () => {
    const { id } = await open(1200);
    await tick(AbortSignal.abort());
    expect(await runs(id)).toEqual([]);
    const stop = new AbortController();
    const client = await sync.database.pools.super.connect();
    await client.query('begin; lock table inventory.products in exclusive mode');
    const ticking = tick(stop.signal);
    while ((await runs(id)).length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    stop.abort();
    await client.query('rollback');
    client.release();
    await ticking;
    expect((await runs(id))[1]).toMatchObject({ direction: 'IMPORT', failure: 'SYNC_INTERRUPTED' });
    expect(await schedule(id)).toMatchObject({ minutes: 1, failures: 1 }); // it goes on soon
    await makeDue(id);
    await tick();
    expect(await sync.importing(id)).toMatchObject({ seen: 1200, skipped: 1200, created: 0 });
  });

  it('is a job of the worker', async () => {
    const { id } = await open(2);
    const worker = await startWorker({
      ...{ databaseUrl: sync.database.url, scanCron: '0 0 1 1 *', fullScanCron: '0 0 1 1 *' },
      ...{ syncDir: sync.folder, logger: pino({ level: 'silent' }) },
    });
    await sync.rows(`select graphile_worker.add_job('sync')`);
    while ((await schedule(id)).minutes !== 1440) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await worker.stop();
    expect(await runs(id)).toEqual([
      done('EXPORT', { created: 0, exported: 0 }),
      done('IMPORT', { created: 2, exported: 0 }),
    ]);
  });
});
