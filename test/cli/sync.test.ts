import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';
import { NOBODY } from '../rules/statements';
import { createTenant } from '../support/database';
import { inReels, makeReelFile, reel, reelNumber } from '../sync/reels';
import { bincard, type Outcome } from './bincard';
import { openCli, type CliStage } from './ledger';

const COLUMNS =
  'source\tdirection\tmode\tseen\tcreated\tupdated\texported\tskipped\tconflicts\terrors\tfailure';

describe('bincard sync', () => {
  let cli: CliStage;
  let folder: string;
  let hall: string;
  /** The command line with nothing added: where --tenant stands matters here. */
  const bare = (...args: string[]): Promise<Outcome> =>
    bincard(args, { DATABASE_URL: cli.database.url, BINCARD_SYNC_DIR: folder });
  const run = (...args: string[]) => bare('sync', ...args, '--tenant', 'shop');
  const json = async (code: number, ...args: string[]) => {
    const outcome = await run(...args, '--json');
    expect({ code: outcome.code, stderr: outcome.stderr }).toEqual({ code, stderr: '' });
    return JSON.parse(outcome.stdout);
  };
  const addSource = (name: string, more: object = {}) =>
    cli.shop.call('create_sync_source', {
      ...{ name, path: `${name}.db`, tableName: 'reels', keyColumn: 'reel_number' },
      ...{ statusColumn: 'status', inStockValues: ['In-stock'], soldValues: ['Sold', 'Delivered'] },
      ...{ lastDateColumn: 'last_date', locationId: cli.shop.location, ...more },
    });
  const sell = async (key: string) => {
    const { rows } = await cli.database.pools.super.query<{ id: string }>(
      'select id from inventory.products where sku = $1',
      [key],
    );
    await cli.shop.call('record_sale', {
      locationId: cli.shop.location,
      lines: [{ productId: rows[0]!.id, quantity: 1 }],
    });
  };
  const counts = async () =>
    (
      await cli.database.pools.super.query(
        `select (select count(*)::int from inventory.product_mappings) as keys,
           (select count(*)::int from inventory.sync_runs where not dry_run) as runs`,
      )
    ).rows[0];
  const nothing = { created: 0, updated: 0, exported: 0, skipped: 0, conflicts: 0, errors: 0 };

  beforeAll(async () => {
    cli = await openCli();
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-cli-sync-'));
    hall = makeReelFile(
      folder,
      'shop',
      'hall.db',
      Array.from({ length: 5 }, (_, at) => reel(at)),
    );
    makeReelFile(folder, 'shop', 'yard.db', [reel(10), { ...reel(11), status: 'Lost' }]);
    await createTenant(cli.database, 'empty');
  });
  afterAll(async () => {
    await cli?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has nothing to do where there is no source', async () => {
    expect(await run()).toEqual({
      ...{ code: 0, stdout: 'No source is enabled: nothing to do\n', stderr: '' },
    });
    expect(await json(0)).toEqual([]);
    await addSource('hall');
    await addSource('yard');
    await addSource('attic', { enabled: false });
  });

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
    [['log', '--run', 'last'], 'It must be a UUID'],
    [['log', '--run', NOBODY], `There is no sync run ${NOBODY}`],
    [['log', '--last', '0'], 'It must be a whole number from 1 to 1,000'],
    [['test'], "missing required argument 'source'"],
    [['hall', 'yard'], 'too many arguments'],
    [['hall', '--fast'], "unknown option '--fast'"],
  ])('refuses %j', async (args, words) => {
    const before = await counts();
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('    at ');
    expect(await counts()).toEqual(before);
  });

  it('refuses a tenant that is not there', async () => {
    const { code, stderr } = await bare('sync', '--tenant', 'nobody');
    expect([code, stderr]).toEqual([2, expect.stringContaining('nobody')]);
  });

  it('only counts in a dry run', async () => {
    const before = [await counts(), readFileSync(hall)];
    expect(await json(0, 'hall', '--dry-run')).toEqual([
      {
        ...{
          source: 'hall',
          runId: expect.any(String) as string,
          direction: 'EXPORT',
          dryRun: true,
        },
        ...{ ...nothing, seen: 0, failure: null, message: null },
      },
      {
        ...{
          source: 'hall',
          runId: expect.any(String) as string,
          direction: 'IMPORT',
          dryRun: true,
        },
        ...{ ...nothing, seen: 5, created: 5, failure: null, message: null },
      },
    ]);
    expect([await counts(), readFileSync(hall)]).toEqual(before);
  });

  it('brings in some keys, and says 1 where one of them cannot come in', async () => {
    expect(await json(0, 'hall', '--keys', reelNumber(0), reelNumber(1))).toMatchObject([
      { direction: 'IMPORT', dryRun: false, seen: 2, created: 2 },
    ]);
    const outcome = await run('hall', '--keys', reelNumber(1), 'R-none');
    expect(outcome).toMatchObject({ code: 1, stderr: '' });
    const [head, line, hint] = outcome.stdout.split('\n');
    expect(head).toBe(COLUMNS);
    expect(line).toBe('hall\tIMPORT\tlive\t2\t0\t0\t0\t1\t0\t1\t');
    const id = /^See each row: bincard sync log --run (\S+)$/.exec(hint!)![1]!;
    expect((await run('log', '--run', id)).stdout).toBe(
      'outcome\tkey\trow\tcode\tmessage\nERROR\tR-none\t\tKEY_UNKNOWN\tThere is no such row\n',
    );
    expect(await json(0, 'log', '--run', id)).toMatchObject([
      { outcome: 'ERROR', key: 'R-none', rowNumber: null, code: 'KEY_UNKNOWN' },
    ]);
  });

  it('goes one way where it is told to, and out before in otherwise', async () => {
    await sell(reelNumber(0));
    expect(await json(0, 'hall', '--import-only')).toMatchObject([
      { direction: 'IMPORT', created: 3, skipped: 2 },
    ]);
    expect(inReels(hall, `select count(*) from reels where status = 'Sold'`)).toEqual([[0]]);
    expect(await json(0, 'hall', '--export-only')).toMatchObject([
      { direction: 'EXPORT', seen: 1, exported: 1 },
    ]);
    await sell(reelNumber(1));
    expect(await json(0, 'hall')).toMatchObject([
      { direction: 'EXPORT', exported: 1, conflicts: 0 },
      { direction: 'IMPORT', created: 0, conflicts: 0 },
    ]);
    expect(inReels(hall, `select count(*) from reels where status = 'Sold'`)).toEqual([[2]]);
  });

  it('runs all that are enabled, and shows them in lines between tabs, without colours or bars', async () => {
    const outcome = await run();
    expect(outcome).toMatchObject({ code: 1, stderr: '' });
    const lines = outcome.stdout.trim().split('\n');
    expect(lines.slice(0, 5)).toEqual([
      COLUMNS,
      'hall\tEXPORT\tlive\t0\t0\t0\t0\t0\t0\t0\t',
      'hall\tIMPORT\tlive\t5\t0\t0\t0\t5\t0\t0\t',
      'yard\tEXPORT\tlive\t0\t0\t0\t0\t0\t0\t0\t',
      'yard\tIMPORT\tlive\t2\t1\t0\t0\t0\t0\t1\t',
    ]);
    expect(lines).toHaveLength(6);
    // eslint-disable-next-line no-control-regex -- that there is none is the point
    expect(outcome.stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });

  it('runs a source by its name though it is switched off', async () => {
    makeReelFile(folder, 'shop', 'attic.db', [reel(20)]);
    expect(await json(0, 'attic', '--import-only')).toMatchObject([{ created: 1 }]);
  });

  it('says 2 where a run fails, and goes on with the other sources', async () => {
    renameSync(hall, `${hall}.away`);
    const runs = await json(2);
    renameSync(`${hall}.away`, hall);
    expect(runs).toMatchObject([
      { source: 'hall', direction: 'EXPORT', failure: 'SYNC_FILE_MISSING', seen: 0 },
      { source: 'yard', direction: 'EXPORT', failure: null },
      { source: 'yard', direction: 'IMPORT', failure: null, errors: 1 },
    ]);
    const { stdout } = await run('log', '--source', 'hall', '--last', '1');
    expect(stdout).toContain('SYNC_FILE_MISSING');
  });

  it('says the same where somebody else is running one', async () => {
    const client = await cli.database.pools.super.connect();
    await client.query('begin');
    await client.query(
      `select pg_advisory_xact_lock(731950216, hashtext(tenant_id || '/' || id)) from inventory.sync_sources where name = 'hall'`,
    );
    const runs = await json(2).finally(async () => {
      await client.query('rollback');
      client.release();
    });
    expect(runs).toMatchObject([
      { source: 'hall', runId: null, failure: 'SYNC_RUNNING', seen: 0 },
      { source: 'yard', direction: 'EXPORT', failure: null },
      { source: 'yard', direction: 'IMPORT', failure: null },
    ]);
  });

  it('lists the last runs, of all sources or of one', async () => {
    const all = await json(0, 'log', '--last', '3');
    expect(all).toHaveLength(3);
    expect(all[0]).toMatchObject({
      ...{ source: 'yard', direction: 'IMPORT', status: 'SUCCEEDED', trigger: 'MANUAL', errors: 1 },
      ...{ seen: 2, skipped: 1, durationMs: expect.any(Number) as number },
    });
    const times = all.map(({ startedAt }: { startedAt: string }) => startedAt);
    expect(times).toEqual([...times].sort().reverse());
    const attic = await run('log', '--source', 'attic');
    expect(attic.code).toBe(0);
    const [head, line, ...more] = attic.stdout.trim().split('\n');
    expect(head).toMatch(/^started\tsource\tdirection\tmode\ttrigger\tstatus\tms\tseen\tcreated\t/);
    expect(line).toMatch(
      /^20\S+Z\tattic\tIMPORT\tlive\tMANUAL\tSUCCEEDED\t\d+\t1\t1\t0\t0\t0\t0\t0\t\t\S{36}$/,
    );
    expect(more).toEqual([]);
  });

  it('looks at a source without running it', async () => {
    const before = await counts();
    const good = await run('test', 'hall');
    expect(good).toMatchObject({ code: 0, stderr: '' });
    expect(good.stdout.split('\n').slice(0, 6)).toEqual([
      'hall: 5 rows, 0 keys twice, 0 rows without one',
      'status\tmeaning\trows',
      'In-stock\tIN_STOCK\t3',
      'Sold\tSOLD\t2',
      'column\ttarget\ttransforms',
      'reel_number\tsku\tTRIM',
    ]);
    expect(await json(0, 'test', 'yard')).toMatchObject({
      ...{ reachable: true, failure: null, rows: 2, problems: [] },
      statuses: expect.arrayContaining([{ status: 'Lost', rows: 1, meaning: 'UNKNOWN' }]) as object,
    });
    await addSource('ghost');
    const ghost = await run('test', 'ghost');
    expect(ghost).toMatchObject({ code: 1, stderr: '' });
    expect(ghost.stdout).toMatch(/^ghost: SYNC_FILE_MISSING: There is no file ghost\.db/);
    await addSource('wrong', {
      ...{ path: 'yard.db', tableName: 'Reels', enabled: false },
      mappings: [{ column: 'colour', target: 'name', transforms: [] }],
    });
    const wrong = await run('test', 'wrong');
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toContain('mappings[0].column: the table has no column colour');
    expect(await counts()).toEqual(before);
  });

  it('is of the tenant that is named, before the subcommand or after it', async () => {
    const there = await bare('sync', 'log', '--last', '1', '--tenant', 'shop');
    expect(there.stdout.split('\n')).toHaveLength(3);
    expect((await bare('sync', '--tenant', 'shop', 'log', '--last', '1')).stdout).toBe(
      there.stdout,
    );
    const asJson = await bare('sync', '--json', '--tenant', 'shop', 'test', 'hall');
    expect(JSON.parse(asJson.stdout)).toMatchObject({ reachable: true });
    expect(
      (await bare('sync', '--tenant', 'shop', 'log', '--tenant', 'empty')).stdout,
    ).not.toContain('hall');
    // Another tenant has neither the sources nor the runs.
    const [run1] = await json(0, 'log', '--last', '1');
    for (const args of [['hall'], ['test', 'hall'], ['log', '--run', run1.id]]) {
      const { code, stderr } = await bare('sync', ...args, '--tenant', 'empty');
      expect([args, code]).toEqual([args, 2]);
      expect(stderr).toContain('There is no sync');
    }
  });

  // util-linux: it runs a command on a terminal of its own.
  const onTerminal = spawnSync('script', ['--version']).status === 0 ? it : it.skip;
  onTerminal('draws a bar on a terminal', () => {
    const main = path.join(packageRoot, 'dist/src/cli/main.js');
    const command = `${process.execPath} ${main} sync hall --import-only --tenant shop`;
    const { stdout, status } = spawnSync('script', ['-qec', command, '/dev/null'], {
      env: {
        ...process.env,
        DATABASE_URL: cli.database.url,
        BINCARD_SYNC_DIR: folder,
        TERM: 'xterm',
      },
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/hall import .*100% \| 5\/5 rows/);
    expect(stdout).toContain('│ hall   │ IMPORT    │ live │');
  });
});
