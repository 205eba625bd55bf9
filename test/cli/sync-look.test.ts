import { UNKNOWN_ID } from '../rules/statements';
import { makeReelFile, reel } from '../sync/reels';
import { openSyncCli, type SyncCli } from './sync-stage';

describe('bincard sync test and log', () => {
  let s: SyncCli;

  beforeAll(async () => {
    s = await openSyncCli();
    for (const name of ['hall', 'yard']) await s.addSource(name);
    await s.addSource('attic', { enabled: false });
    makeReelFile(s.folder, 'shop', 'attic.db', [reel(20)]);
    await s.run('attic', '--import-only');
    await s.run('hall');
    await s.run('yard');
  });
  afterAll(() => s?.close());

  it.each([
    [
      ['hall', '--import-only', '--export-only'],
      '--import-only and --export-only exclude each other',
    ],
    [['--keys', 'R-1'], '--keys are for the import of one source'],
    [['hall', '--keys', 'R-1', '--export-only'], '--keys are for the import of one source'],
    [['cellar'], 'There is no sync source cellar; there are attic, hall, yard'],
    [['test', 'cellar'], 'There is no sync source cellar; there are attic, hall, yard'],
    [['log', '--source', 'cellar'], 'There is no sync source cellar; there are attic, hall, yard'],
    [['log', '--run', 'last'], 'It must be the id of a run, or its last 4 to 12 digits'],
    [['log', '--run', 'abc'], 'It must be the id of a run, or its last 4 to 12 digits'],
    [['log', '--run', '00000000'], 'No run of the last 500 ends with 00000000'],
    [['log', '--run', UNKNOWN_ID], `There is no sync run ${UNKNOWN_ID}`],
    [['log', '--last', '0'], 'It must be a whole number from 1 to 1,000'],
    [['test'], "missing required argument 'source'"],
    [['hall', 'yard'], 'too many arguments'],
    [['hall', '--fast'], "unknown option '--fast'"],
  ])('refuses %j', async (args, reason) => {
    const before = await s.counts();
    const { code, stdout, stderr } = await s.run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('    at ');
    expect(await s.counts()).toEqual(before);
  });

  it('refuses an unknown tenant', async () => {
    const { code, stderr } = await s.bare('sync', '--tenant', 'nobody');
    expect([code, stderr]).toEqual([2, expect.stringContaining('nobody')]);
  });

  it('log lists the last runs of all sources or of one', async () => {
    const all = await s.json(0, 'log', '--last', '3');
    expect(all).toHaveLength(3);
    expect(all[0]).toMatchObject({
      ...{ source: 'yard', direction: 'IMPORT', status: 'SUCCEEDED', trigger: 'MANUAL', errors: 1 },
      ...{ seen: 2, created: 1, durationMs: expect.any(Number) as number },
    });
    const times = all.map(({ startedAt }: { startedAt: string }) => startedAt);
    expect(times).toEqual([...times].sort().reverse());
    const attic = await s.run('log', '--source', 'attic');
    expect(attic.code).toBe(0);
    const [head, line, ...more] = attic.stdout.trim().split('\n');
    expect(head).toMatch(/^started\tsource\tdirection\tmode\ttrigger\tstatus\tms\tseen\tcreated\t/);
    expect(line).toMatch(
      /^20\S+Z\tattic\tIMPORT\tlive\tMANUAL\tSUCCEEDED\t\d+\t1\t1\t0\t0\t0\t0\t0\t\t\S{36}$/,
    );
    expect(more).toEqual([]);
  });

  it('test checks a source without running it', async () => {
    const before = await s.counts();
    const good = await s.run('test', 'hall');
    expect(good).toMatchObject({ code: 0, stderr: '' });
    expect(good.stdout.split('\n').slice(0, 5)).toEqual([
      'hall: 5 rows, 0 duplicate keys, 0 rows without a key',
      'status\tmeaning\trows',
      'In-stock\tIN_STOCK\t5',
      'column\ttarget\ttransforms',
      'reel_number\tsku\tTRIM',
    ]);
    expect(await s.json(0, 'test', 'yard')).toMatchObject({
      ...{ reachable: true, failure: null, rows: 2, problems: [] },
      statuses: expect.arrayContaining([{ status: 'Lost', rows: 1, meaning: 'UNKNOWN' }]) as object,
    });
    await s.addSource('ghost');
    const ghost = await s.run('test', 'ghost');
    expect(ghost).toMatchObject({ code: 1, stderr: '' });
    expect(ghost.stdout).toMatch(/^ghost: SYNC_FILE_MISSING: There is no file ghost\.db/);
    await s.addSource('wrong', {
      ...{ path: 'yard.db', tableName: 'Reels', enabled: false },
      mappings: [{ column: 'colour', target: 'name', transforms: [] }],
    });
    const wrong = await s.run('test', 'wrong');
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toContain('mappings[0].column: the table has no column colour');
    expect(await s.counts()).toEqual(before);
  });

  it('uses the tenant that is named before or after the subcommand', async () => {
    const there = await s.bare('sync', 'log', '--last', '1', '--tenant', 'shop');
    expect(there.stdout.split('\n')).toHaveLength(3);
    expect((await s.bare('sync', '--tenant', 'shop', 'log', '--last', '1')).stdout).toBe(
      there.stdout,
    );
    const asJson = await s.bare('sync', '--json', '--tenant', 'shop', 'test', 'hall');
    expect(JSON.parse(asJson.stdout)).toMatchObject({ reachable: true });
    expect(
      (await s.bare('sync', '--tenant', 'shop', 'log', '--tenant', 'empty')).stdout,
    ).not.toContain('hall');
    // Another tenant cannot read the sources and runs.
    const [run1] = await s.json(0, 'log', '--last', '1');
    for (const args of [['hall'], ['test', 'hall'], ['log', '--run', run1.id]]) {
      const { code, stderr } = await s.bare('sync', ...args, '--tenant', 'empty');
      expect([args, code]).toEqual([args, 2]);
      expect(stderr).toContain('There is no sync');
    }
  });
});
