import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';
import { inReels, makeReelFile, reel, reelNumber } from '../sync/reels';
import { openSyncCli, type SyncCli } from './sync-stage';

const COLUMNS =
  'source\tdirection\tmode\tseen\tcreated\tupdated\texported\tskipped\tconflicts\terrors\tfailure';

describe('bincard sync', () => {
  let s: SyncCli;
  const nothing = { created: 0, updated: 0, exported: 0, skipped: 0, conflicts: 0, errors: 0 };

  beforeAll(async () => {
    s = await openSyncCli();
  });
  afterAll(() => s?.close());

  it('has nothing to do without a source', async () => {
    expect(await s.run()).toEqual({
      ...{ code: 0, stdout: 'No source is enabled: nothing to do\n', stderr: '' },
    });
    expect(await s.json(0)).toEqual([]);
    await s.addSource('hall');
    await s.addSource('yard');
    await s.addSource('attic', { enabled: false });
  });

  it('only counts in a dry run', async () => {
    const before = [await s.counts(), readFileSync(s.hall)];
    expect(await s.json(0, 'hall', '--dry-run')).toEqual([
      {
        ...{
          source: 'hall',
          enabled: true,
          runId: expect.any(String) as string,
          direction: 'EXPORT',
          dryRun: true,
        },
        ...{ ...nothing, seen: 0, failure: null, message: null },
      },
      {
        ...{
          source: 'hall',
          enabled: true,
          runId: expect.any(String) as string,
          direction: 'IMPORT',
          dryRun: true,
        },
        ...{ ...nothing, seen: 5, created: 5, failure: null, message: null },
      },
    ]);
    expect([await s.counts(), readFileSync(s.hall)]).toEqual(before);
  });

  it('imports the given keys, and exits with 1 when one of them cannot be imported', async () => {
    expect(await s.json(0, 'hall', '--keys', reelNumber(0), reelNumber(1))).toMatchObject([
      { direction: 'IMPORT', dryRun: false, seen: 2, created: 2 },
    ]);
    const outcome = await s.run('hall', '--keys', reelNumber(1), 'R-none');
    expect(outcome).toMatchObject({ code: 1, stderr: '' });
    const [head, line, hint] = outcome.stdout.split('\n');
    expect(head).toBe(COLUMNS);
    expect(line).toBe('hall\tIMPORT\tlive\t2\t0\t0\t0\t1\t0\t1\t');
    const id = /^See each row: bincard sync log --run (\S+)$/.exec(hint!)![1]!;
    expect((await s.run('log', '--run', id)).stdout).toBe(
      'outcome\tkey\trow\tcode\tmessage\nERROR\tR-none\t\tKEY_UNKNOWN\tThere is no such row\n',
    );
    expect(await s.json(0, 'log', '--run', id)).toMatchObject([
      { outcome: 'ERROR', key: 'R-none', rowNumber: null, code: 'KEY_UNKNOWN' },
    ]);
  });

  it('runs one direction on request, otherwise the export before the import', async () => {
    await s.sell(reelNumber(0));
    expect(await s.json(0, 'hall', '--import-only')).toMatchObject([
      { direction: 'IMPORT', created: 3, skipped: 2 },
    ]);
    expect(inReels(s.hall, `select count(*) from reels where status = 'Sold'`)).toEqual([[0]]);
    expect(await s.json(0, 'hall', '--export-only')).toMatchObject([
      { direction: 'EXPORT', seen: 1, exported: 1 },
    ]);
    await s.sell(reelNumber(1));
    expect(await s.json(0, 'hall')).toMatchObject([
      { direction: 'EXPORT', exported: 1, conflicts: 0 },
      { direction: 'IMPORT', created: 0, conflicts: 0 },
    ]);
    expect(inReels(s.hall, `select count(*) from reels where status = 'Sold'`)).toEqual([[2]]);
  });

  it('runs all enabled sources, and prints tab-separated lines in a pipe', async () => {
    const outcome = await s.run();
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
    // eslint-disable-next-line no-control-regex -- the test is that there are none
    expect(outcome.stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });

  it('runs a disabled source when it is named', async () => {
    makeReelFile(s.folder, 'shop', 'attic.db', [reel(20)]);
    expect(await s.json(0, 'attic', '--import-only')).toMatchObject([{ created: 1 }]);
  });

  it('switches a source on by the dry run that it prints, and off', async () => {
    const look = await s.run('attic', '--import-only', '--dry-run');
    const command = /^To run it on schedule: bincard sync (enable attic --run \S+)$/m.exec(
      look.stdout,
    )![1]!;
    const refused = await s.run('enable', 'attic');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('attic cannot be switched on: no dry run was named');
    expect(await s.run(...command.split(' '))).toMatchObject({ code: 0, stdout: 'attic is on\n' });
    const again = await s.run('attic', '--import-only', '--dry-run');
    expect(again.stdout).not.toContain('on schedule'); // it is
    expect(await s.json(0, 'disable', 'attic')).toMatchObject({ enabled: false });
    expect((await s.json(1)).map(({ source }: { source: string }) => source)).not.toContain(
      'attic',
    );
  });

  it('exits with 2 when a run fails, after running the other sources', async () => {
    renameSync(s.hall, `${s.hall}.away`);
    const runs = await s.json(2);
    renameSync(`${s.hall}.away`, s.hall);
    expect(runs).toMatchObject([
      { source: 'hall', direction: 'EXPORT', failure: 'SYNC_FILE_MISSING', seen: 0 },
      { source: 'yard', direction: 'EXPORT', failure: null },
      { source: 'yard', direction: 'IMPORT', failure: null, errors: 1 },
    ]);
    const { stdout } = await s.run('log', '--source', 'hall', '--last', '1');
    expect(stdout).toContain('SYNC_FILE_MISSING');
  });

  it('reports that another run is in progress', async () => {
    const client = await s.cli.database.pools.super.connect();
    await client.query('begin');
    await client.query(
      `select pg_advisory_xact_lock(731950216, hashtext(tenant_id || '/' || id)) from inventory.sync_sources where name = 'hall'`,
    );
    const runs = await s.json(2).finally(async () => {
      await client.query('rollback');
      client.release();
    });
    expect(runs).toMatchObject([
      { source: 'hall', runId: null, failure: 'SYNC_RUNNING', seen: 0 },
      { source: 'yard', direction: 'EXPORT', failure: null },
      { source: 'yard', direction: 'IMPORT', failure: null },
    ]);
  });

  // The program `script` (util-linux) runs a command on a terminal.
  const onTerminal = spawnSync('script', ['--version']).status === 0 ? it : it.skip;
  onTerminal('shows a progress bar on a terminal', () => {
    const main = path.join(packageRoot, 'dist/src/cli/main.js');
    const command = `${process.execPath} ${main} sync hall --import-only --tenant shop`;
    const { stdout, status } = spawnSync('script', ['-qec', command, '/dev/null'], {
      env: {
        ...process.env,
        DATABASE_URL: s.cli.database.url,
        BINCARD_SYNC_DIR: s.folder,
        TERM: 'xterm',
      },
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/hall import .*100% \| 5\/5 rows/);
    expect(stdout).toContain('│ hall   │ IMPORT    │ live │');
  });
});
