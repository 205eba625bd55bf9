import { readdirSync, readFileSync } from 'node:fs';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { probeSource } from '../../src/sync/probe';
import { SyncService } from '../../src/sync/service';
import type { SyncSource } from '../../src/sync/source';
import { SourceProcess, type SourceLimits } from '../../src/sync/source-process';
import { completed, openSchedule, type Schedule } from '../jobs/schedule';

// A hostile SQLite file may keep its own process busy, fill its memory or crash it. The server must not notice.

jest.setTimeout(180_000);

const LIMITS: SourceLimits = { deadlineMs: 4_000, memoryMb: 300 };

/** A row that a run would import, beside what is hostile. */
const ROW = `'a' as k, 'In-stock' as status`;
const arguments_ = Array.from({ length: 125 }, () => `'a'`).join(', ');
const ENDLESS = 'with recursive n (i) as (select 1 union all select i + 1 from n)';
const WIDE = Array.from({ length: 900 }, (_, at) => `zeroblob(900000) as c${at}`).join(', ');

/** What each file is made of, and how a look at it ends. */
const FILES: [what: string, sql: string, failure: RegExp][] = [
  [
    'a function of 126 long arguments (crashed SQLite 3.45)',
    `create view t as select ${ROW}, concat_ws(hex(zeroblob(17179869)) || 'a', ${arguments_}) as c`,
    /^SYNC_(FILE_BROKEN|SOURCE_CRASHED)$/,
  ],
  [
    'an endless recursion',
    `create view t as ${ENDLESS} select i as k, 'In-stock' as status from n`,
    /^SYNC_SOURCE_TIMEOUT$/,
  ],
  [
    'an endless recursion that returns nothing',
    `create view t as ${ENDLESS} select i as k, 'In-stock' as status from n where i < 0`,
    /^SYNC_SOURCE_TIMEOUT$/,
  ],
  [
    'a generated column of 800 MB',
    `create table t (k text, status text, c text as (hex(zeroblob(400000000))));
     insert into t values ('a', 'In-stock')`,
    /^SYNC_(FILE_BROKEN|SOURCE_CRASHED)$/,
  ],
  ['a row of 810 MB', `create view t as select ${ROW}, ${WIDE}`, /^SYNC_SOURCE_CRASHED$/],
];

describe('a hostile external file', () => {
  let folder: string;
  const source = (name: string, more: Partial<SyncSource> = {}) =>
    ({
      ...{ tenantCode: 'shop', path: name, tableName: 't', keyColumn: 'k', allowComputed: true },
      ...{ statusColumn: 'status', inStockValues: ['In-stock'], soldValues: ['Sold'] },
      ...{ quantityColumn: null, lastDateColumn: null, mappings: null, timeZone: 'UTC', ...more },
    }) as SyncSource;
  const make = (name: string, sql: string): SyncSource => {
    const db = new DatabaseSync(path.join(folder, 'shop', name));
    db.exec(sql);
    db.close();
    return source(name);
  };
  /** Reads the first page of a file, as an import does. */
  const readPage = async (of: SyncSource, limits: SourceLimits): Promise<string> => {
    const file = new SourceProcess(limits);
    try {
      await file.request('open', { folder, source: of, mode: 'ro' });
      await file.request('startImport', { keys: null });
      const page = await file.request('nextPage');
      await file.request('mapRows', { page: page!.page, rows: page!.rows.map((_, at) => at) });
      return 'read';
    } catch (error) {
      return (error as { failure?: string }).failure ?? String(error);
    } finally {
      await file.stop();
    }
  };

  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-sync-'));
    mkdirSync(path.join(folder, 'shop'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(FILES.map((file, at) => [at, ...file] as const))(
    '%i: %s is a failure of its run, and the server goes on',
    async (at, _, sql, failure) => {
      const hostile = make(`${at}.db`, sql);
      const delay = monitorEventLoopDelay({ resolution: 5 });
      const memory = process.memoryUsage.rss();
      delay.enable();
      // Memory is to be the first limit that is met, also on a busy machine.
      const limits = failure.source.includes('TIMEOUT')
        ? LIMITS
        : { ...LIMITS, deadlineMs: 60_000 };
      expect(await readPage(hostile, limits)).toMatch(failure);
      delay.disable();
      const looks = await probeSource({ folder, limits }, hostile);
      expect(looks.failure === null || failure.test(looks.failure)).toBe(true);
      // Generous: other tests run on this machine. npm run bench -- sync-fuzz measures it.
      expect(delay.max / 1e6).toBeLessThan(5_000);
      expect(process.memoryUsage.rss() - memory).toBeLessThan(200 * 2 ** 20);
      // Unless the source allows it, no expression of the file is run at all.
      const strict = await probeSource(
        { folder, limits: LIMITS },
        { ...hostile, allowComputed: false },
      );
      expect([null, 'SYNC_TABLE_UNKNOWN']).toContain(strict.failure);
    },
  );

  it('sees no setting and no secret of the server', async () => {
    const file = new SourceProcess(LIMITS);
    await file.request('open', {
      folder,
      source: make('env.db', 'create table t (k, status)'),
      mode: 'ro',
    });
    for (const pid of childrenOf(process.pid)) {
      expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toMatch(/DATABASE_URL|SECRET|HOME=/);
    }
    await file.stop();
  });

  it('leaves no process behind', async () => {
    while (childrenOf(process.pid).length > 0) await sleep(20);
  });
});

describe('a scheduled run whose file ends its process', () => {
  let s: Schedule;

  beforeAll(async () => {
    s = await openSchedule();
  });
  afterAll(() => s?.close());

  it('is a failed run, and its source is due later and later', async () => {
    const { id, file } = await s.createSource(3);
    const db = new DatabaseSync(file);
    db.exec(`alter table reels rename to r;
      create view reels as select r.* from r, (${ENDLESS} select i from n where i < 0)`);
    db.close();
    await s.sync.ask(
      'mutation ($id: ID!) { updateSyncSource(input: { id: $id, allowComputed: true }) { id } }',
      { id },
    );
    const service = new SyncService(s.sync.database.url, s.sync.folder, LIMITS);
    for (const minutes of [1, 2]) {
      await s.makeDue(id);
      await s.tick(undefined, service);
      expect(await s.stateOf(id)).toEqual({ minutes, failures: minutes, due: false });
    }
    expect((await s.runs(id)).slice(2)).toEqual(
      [completed('EXPORT'), completed('IMPORT', { failure: 'SYNC_SOURCE_TIMEOUT' })].map((run) =>
        expect.objectContaining(run),
      ),
    );

    // A crash: here by a signal, as SQLite's own would come.
    await s.makeDue(id);
    const tick = s.tick(undefined, service);
    while (childrenOf(process.pid).length === 0) await sleep(5);
    for (const pid of childrenOf(process.pid)) process.kill(pid, 'SIGSEGV');
    await tick;
    expect((await s.runs(id)).at(-1)).toMatchObject({ failure: 'SYNC_SOURCE_CRASHED' });
    expect(await s.stateOf(id)).toMatchObject({ failures: 3 });
    await service.close();
  });

  it.each([
    ['input.mappings[0].transforms[0].format', { mappings: [mapping('uSuSuSuSuSuSuSuSy')] }],
    ['input.mappings[0].transforms[0].format', { mappings: [mapping('yyyy-Mdd')] }],
    ['input.lastDateFormat', { lastDateFormat: 'uSuSuSuSuSuSuSuSy' }],
  ])('takes no date format that reading could take long for: %s', async (field, more) => {
    const { id } = await s.createSource(1);
    const refused = await s.sync.refused(
      'mutation ($input: UpdateSyncSourceInput!) { updateSyncSource(input: $input) { id } }',
      { input: { id, ...more } },
    );
    expect(refused).toMatchObject({ code: 'SYNC_MAPPING_INVALID', details: { field } });
  });
});

function mapping(format: string): object {
  return { column: 'k', target: 'receivedAt', transforms: [{ name: 'DATE', format }] };
}

/** Processes of sources that this one has started. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => {
      try {
        const stat = readFileSync(`/proc/${child}/stat`, 'utf8');
        const command = readFileSync(`/proc/${child}/cmdline`, 'utf8');
        return (
          stat.split(') ')[1]!.split(' ')[1] === String(pid) &&
          command.includes('sync/child/main.js')
        );
      } catch {
        return false; // it has ended
      }
    });
}
