import { renameSync } from 'node:fs';
import { switchOn } from '../sync/switched-on';
import { openSchedule, UPDATE, type Schedule } from './schedule';

describe('when a source is due', () => {
  let s: Schedule;

  beforeAll(async () => {
    s = await openSchedule();
  });
  afterAll(() => s?.close());

  it('waits longer after each failure, up to an hour, and not after an edit', async () => {
    const { id, file } = await s.createSource(1, { intervalMinutes: 15 });
    renameSync(file, `${file}.away`);
    const waits: number[] = [];
    for (let failures = 1; failures <= 9; failures++) {
      await s.makeDue(id);
      await s.tick();
      expect(await s.stateOf(id)).toMatchObject({ failures, due: false });
      waits.push((await s.stateOf(id)).minutes);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]); // at most an hour for an interval of 15 minutes
    expect((await s.runs(id))[0]).toMatchObject({
      direction: 'EXPORT',
      failure: 'SYNC_FILE_MISSING',
    });
    expect(s.lines.at(-1)).toMatchObject({ level: 40, msg: 'sync failed', tenant: 'shop' });
    const { length } = await s.runs(id);
    await s.tick();
    expect(await s.runs(id)).toHaveLength(length); // it is not due

    await s.sync.ask(UPDATE, { input: { id, intervalMinutes: 30 } });
    expect(await s.stateOf(id)).toMatchObject({ failures: 0, due: true });
    await s.tick();
    expect(await s.stateOf(id)).toMatchObject({ minutes: 1, failures: 1 }); // the waits begin again at one minute

    renameSync(`${file}.away`, file);
    await s.makeDue(id);
    await s.tick();
    expect(await s.stateOf(id)).toEqual({ minutes: 30, failures: 0, due: false });
  });

  it('waits up to the interval when that is more than an hour', async () => {
    const { id, file } = await s.createSource(1, { intervalMinutes: 10_080 });
    renameSync(file, `${file}.away`);
    await s.sync.rows('update inventory.sync_sources set failures = 7 where id = $1', [id]);
    for (const minutes of [128, 256]) {
      await s.makeDue(id);
      await s.tick();
      expect((await s.stateOf(id)).minutes).toBe(minutes);
    }
    await s.sync.rows('update inventory.sync_sources set failures = 100000 where id = $1', [id]);
    await s.makeDue(id);
    await s.tick();
    expect((await s.stateOf(id)).minutes).toBe(10_080);
    await s.sync.ask(UPDATE, { input: { id, enabled: false } });
  });

  it('counts failures of the import although the export succeeds', async () => {
    const { id } = await s.createSource(1);
    await s.sync.ask(UPDATE, {
      input: { id, mappings: [{ column: 'none', target: 'name', transforms: [] }] },
    });
    await switchOn(s.sync.shop.call, id); // the column was lost after the dry run
    for (const [failures, minutes] of [
      [1, 1],
      [2, 2],
      [3, 4],
    ]) {
      await s.makeDue(id);
      await s.tick();
      expect((await s.runs(id)).slice(-2)).toMatchObject([
        { direction: 'EXPORT', failure: null },
        { direction: 'IMPORT', failure: 'SYNC_MAPPING_INVALID' },
      ]);
      expect(await s.stateOf(id)).toMatchObject({ failures, minutes });
    }
    await s.sync.ask(UPDATE, { input: { id, mappings: null } });
    await switchOn(s.sync.shop.call, id);
    await s.tick();
    expect(await s.stateOf(id)).toMatchObject({ failures: 0, minutes: 1440 });
  });

  it('is a minute later when the process died in the import after an export', async () => {
    const { id } = await s.createSource(1);
    const { id: runId } = await s.sync.shop.call('begin_sync_run', {
      ...{ sourceId: id, direction: 'EXPORT', dryRun: false, trigger: 'SCHEDULED' },
    });
    const counts = { seen: 0, created: 0, updated: 0, exported: 0, skipped: 0 };
    await s.sync.shop.call('end_sync_run', { runId, ...counts, conflicts: 0, errors: 0 });
    await s.sync.shop.call('begin_sync_run', {
      ...{ sourceId: id, direction: 'IMPORT', dryRun: false, trigger: 'SCHEDULED' },
    });
    expect(await s.stateOf(id)).toEqual({ minutes: 1, failures: 0, due: false });
    await s.makeDue(id);
    await s.tick();
    expect(await s.stateOf(id)).toEqual({ minutes: 1440, failures: 0, due: false });
  });

  it('is later each time when the process dies in each run', async () => {
    const { id } = await s.createSource(1);
    const die = async () => {
      await s.makeDue(id);
      await s.sync.shop.call('begin_sync_run', {
        ...{ sourceId: id, direction: 'EXPORT', dryRun: false, trigger: 'SCHEDULED' },
      });
      const [row] = await s.sync.rows<{ minutes: number }>(
        `select extract(epoch from s.next_run_at - max(r.started_at))::int / 60 as minutes
         from inventory.sync_sources s join inventory.sync_runs r on r.source_id = s.id
         where s.id = $1 group by s.next_run_at`,
        [id],
      );
      return row!.minutes;
    };
    expect([await die(), await die(), await die(), await die()]).toEqual([1, 2, 4, 8]);
    await s.sync.ask(UPDATE, { input: { id, intervalMinutes: 30 } });
    expect(await die()).toBe(1); // an edit clears failures
    await s.makeDue(id);
    await s.tick();
    expect(await s.stateOf(id)).toEqual({ minutes: 30, failures: 0, due: false });
  });

  it('is not changed by manual runs', async () => {
    const { id, file, keys } = await s.createSource(2);
    const nextRun = async () =>
      (
        await s.sync.rows(
          'select next_run_at, failures from inventory.sync_sources where id = $1',
          [id],
        )
      )[0];
    const before = await nextRun();
    await s.sync.importing(id, [keys[0]!]);
    await s.sync.exporting(id);
    renameSync(file, `${file}.away`);
    await s.sync.importRefused(id);
    expect(await nextRun()).toEqual(before);
    // A successful manual run clears the failures of its own direction.
    await s.tick();
    expect(await s.stateOf(id)).toMatchObject({ failures: 1 });
    renameSync(`${file}.away`, file);
    await s.sync.importing(id);
    expect(await s.stateOf(id)).toMatchObject({ failures: 1 });
    await s.sync.exporting(id);
    expect(await s.stateOf(id)).toMatchObject({ failures: 0 });
  });
});
