import { setTimeout as sleep } from 'node:timers/promises';
import { UNKNOWN_ID } from '../rules/statements';
import { openShop } from '../support/shop';
import { reel } from '../sync/reels';
import { openSyncServer, type SyncServer } from '../sync/sync-server';

const FIELDS = `id direction dryRun trigger status startedAt endedAt durationMs actor failure message
  seen created updated exported skipped conflicts errors source { id name } rows { key code }`;
const RUNS = `query ($id: ID, $first: Int, $after: String) {
  syncRuns(sourceId: $id, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { ${FIELDS} } } }`;
const RUN = `query ($id: ID!) { syncRun(id: $id) { ${FIELDS} } }`;
const IMPORT = `mutation ($id: ID!) { importProducts(sourceId: $id, all: true, dryRun: false) { id status created } }`;
const WAITING = `select from pg_stat_activity
  where query like '%inventory.' || $1 || '(%' and wait_event_type = 'Lock' and datname = current_database()`;
const EXPORT = 'mutation ($id: ID!) { exportSales(sourceId: $id, dryRun: false) { id status } }';

describe('sync runs', () => {
  let sync: SyncServer;
  let next = 0;
  const open = async (count: number) => {
    const reels = Array.from({ length: count }, () => reel(next++));
    const name = `from-${reels[0]!.reel_number}.db`;
    sync.reels(name, reels);
    return sync.source({ path: name, name });
  };
  const runs = async (variables: object = {}) => (await sync.ask(RUNS, variables)).syncRuns;
  const codes = (answers: { errors?: { extensions: { code: string } }[] }[]) =>
    answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'done').sort();
  const until = async (condition: () => Promise<boolean>) => {
    while (!(await condition())) await sleep(10);
  };
  /** Blocks the first write of every import while `work` runs. */
  const whileBlocked = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const client = await sync.database.pools.super.connect();
    try {
      await client.query('begin; lock table inventory.products in exclusive mode');
      return await work();
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  const isWaiting = (name: string) => async () => (await sync.rows(WAITING, [name])).length > 0;
  const isRunning = (id: string) => async () => (await runs({ id })).nodes[0]?.status === 'RUNNING';
  /** Terminates the database session that holds the lock of the running run. */
  const terminateLock = () =>
    sync.rows(
      `select pg_terminate_backend(l.pid) from pg_locks l
       where l.locktype = 'advisory' and l.classid = 731950216
         and l.database = (select oid from pg_database where datname = current_database())`,
    );

  beforeAll(async () => {
    sync = await openSyncServer();
  });
  afterAll(() => sync?.close());

  it('are listed, the newest first, with counts that add up', async () => {
    const [first, second] = [await open(5), await open(3)];
    await sync.importing(first);
    await sync.importing(second);
    await sync.importing(first);
    await sync.exporting(first);
    const all = await runs();
    expect(all.totalCount).toBe(4);
    expect(
      all.nodes.map(({ direction, source }: { direction: string; source: { id: string } }) => [
        direction,
        source.id,
      ]),
    ).toEqual([
      ...[
        ['EXPORT', first],
        ['IMPORT', first],
        ['IMPORT', second],
        ['IMPORT', first],
      ],
    ]);
    for (const run of all.nodes) {
      expect(run).toMatchObject({
        ...{ dryRun: false, trigger: 'MANUAL', status: 'SUCCEEDED', actor: 'tester' },
        ...{ failure: null, message: null, rows: [] },
      });
      const { created, updated, exported, skipped, conflicts, errors } = run;
      expect(created + updated + exported + skipped + conflicts + errors).toBe(run.seen);
      // Each of the three is rounded to a millisecond by itself.
      const lasted = Date.parse(run.endedAt) - Date.parse(run.startedAt);
      expect(Math.abs(lasted - run.durationMs)).toBeLessThanOrEqual(1);
      expect((await sync.ask(RUN, { id: run.id })).syncRun).toEqual(run);
    }
    expect(all.nodes.at(-1)).toMatchObject({ seen: 5, created: 5 });
    expect(all.nodes[1]).toMatchObject({ seen: 5, created: 0, skipped: 5 });
    expect(
      (await sync.ask('query ($id: ID!) { syncSource(id: $id) { lastRunAt } }', { id: first }))
        .syncSource,
    ).toEqual({ lastRunAt: all.nodes[0].endedAt });

    const page = await runs({ id: first, first: 2 });
    expect(page).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const rest = await runs({ id: first, first: 2, after: page.pageInfo.endCursor });
    expect([...page.nodes, ...rest.nodes]).toEqual([all.nodes[0], all.nodes[1], all.nodes[3]]);
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  it('are null or empty for an unknown id and for another tenant', async () => {
    const [run] = (await runs()).nodes;
    expect((await sync.ask(RUN, { id: UNKNOWN_ID })).syncRun).toBeNull();
    expect(await sync.refused(RUN, { id: 'x' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    const other = await openShop(sync.database, 'other');
    const token = await sync.api.token(other.tenant);
    const asOther = async (query: string, variables: object) =>
      (await sync.api.request(query, variables, { token })).data;
    expect((await asOther(RUN, { id: run.id })).syncRun).toBeNull();
    expect((await asOther(RUNS, {})).syncRuns).toMatchObject({ totalCount: 0, nodes: [] });
    const { syncRuns } = await asOther(RUNS, { id: run.source.id });
    expect(syncRuns).toMatchObject({ totalCount: 0, nodes: [] });
  });

  it('of one source run one at a time, in either direction', async () => {
    const id = await open(3);
    const answers = await whileBlocked(async () => {
      const first = sync.api.request(IMPORT, { id });
      await until(isRunning(id));
      const others = await Promise.all([
        sync.api.request(IMPORT, { id }),
        sync.api.request(EXPORT, { id }),
        sync.api.request(IMPORT.replace('false', 'true'), { id }),
      ]);
      expect(others[0].errors?.[0]?.extensions).toMatchObject({
        ...{ code: 'SYNC_RUNNING', retryable: true, details: { sourceId: id } },
      });
      return { others, first };
    });
    expect(codes(answers.others)).toEqual(Array(3).fill('SYNC_RUNNING'));
    expect((await answers.first).data.importProducts).toMatchObject({ created: 3 });
    // Refused requests are not recorded as runs.
    expect(await runs({ id })).toMatchObject({ totalCount: 1, nodes: [{ status: 'SUCCEEDED' }] });
  });

  it('of one source that start at once import each key once', async () => {
    const id = await open(3);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => sync.api.request(IMPORT, { id })),
    );
    const done = codes(answers).filter((code) => code === 'done').length;
    expect(done).toBeGreaterThanOrEqual(1);
    expect(codes(answers).filter((code) => code !== 'done' && code !== 'SYNC_RUNNING')).toEqual([]);
    const created = (await runs({ id })).nodes.map((run: { created: number }) => run.created);
    expect(created.reduce((sum: number, one: number) => sum + one, 0)).toBe(3);
    expect(await runs({ id })).toMatchObject({ totalCount: done });
  });

  it('of seven sources succeed when they start at once', async () => {
    const ids = [];
    for (let at = 0; at < 7; at++) ids.push(await open(50));
    const answers = await Promise.all(ids.map((id) => sync.api.request(IMPORT, { id })));
    expect(codes(answers)).toEqual(Array(7).fill('done'));
    expect(answers.map(({ data }) => data.importProducts.created)).toEqual(Array(7).fill(50));
  });

  it('stop as INTERRUPTED when their lock is lost, and the next run imports the rest', async () => {
    const id = await open(600); // more than a page, so that the run can stop before the next one
    const [answer, between] = await whileBlocked(async () => {
      const first = sync.api.request(IMPORT, { id });
      await until(isRunning(id));
      await terminateLock();
      await until(async () => !(await isRunning(id)()));
      return [first, (await runs({ id })).nodes[0]] as const;
    });
    expect(between).toMatchObject({ status: 'INTERRUPTED', endedAt: null, durationMs: null });
    expect((await answer).errors?.[0]?.extensions).toMatchObject({
      ...{ code: 'SYNC_INTERRUPTED', retryable: true },
    });
    const stopped = (await runs({ id })).nodes[0];
    expect(stopped).toMatchObject({ status: 'FAILED', failure: 'SYNC_INTERRUPTED' });
    // Imported rows stay; another run imports the rest.
    const rest = await sync.importing(id);
    expect(rest).toMatchObject({ seen: 600, errors: 0, conflicts: 0 });
    expect(rest.created + stopped.created).toBe(600);
    expect(rest.skipped).toBe(stopped.created);
  });

  it('import each key once when another starts while the statement of an interrupted one is executing', async () => {
    const id = await open(3);
    const [first, second] = await whileBlocked(async () => {
      const interrupted = sync.api.request(IMPORT, { id });
      await until(isRunning(id));
      await until(isWaiting('import_external'));
      await terminateLock();
      const another = sync.api.request(IMPORT, { id });
      await until(isWaiting('begin_sync_run')); // for the statement of the interrupted run
      return [interrupted, another];
    });
    await Promise.all([first, second]);
    expect(
      await sync.rows(
        `select count(*)::int as keys, count(distinct batch_id)::int as batches from inventory.product_mappings where source_id = $1`,
        [id],
      ),
    ).toEqual([{ keys: 3, batches: 3 }]);
    expect((await runs({ id })).nodes).toMatchObject([
      { status: 'SUCCEEDED', created: 0, skipped: 3, rows: [] },
      { status: 'FAILED', failure: 'SYNC_INTERRUPTED', created: 3 },
    ]);
    expect(await sync.importing(id)).toMatchObject({ seen: 3, skipped: 3, created: 0 });
  });

  it('stay INTERRUPTED when they never ended', async () => {
    const id = await open(2);
    const begin = (direction: string) =>
      sync.shop.call('begin_sync_run', {
        ...{ sourceId: id, direction, dryRun: false, trigger: 'MANUAL' },
      });
    await begin('IMPORT');
    await begin('EXPORT');
    expect((await runs({ id })).nodes).toMatchObject([
      { direction: 'EXPORT', status: 'INTERRUPTED', endedAt: null, seen: 0 },
      { direction: 'IMPORT', status: 'INTERRUPTED', endedAt: null, seen: 0 },
    ]);
    // While another run is RUNNING, earlier ones stay INTERRUPTED.
    await whileBlocked(async () => {
      const running = sync.api.request(IMPORT, { id });
      await until(isRunning(id));
      expect((await runs({ id })).nodes.map(({ status }: { status: string }) => status)).toEqual([
        ...['RUNNING', 'INTERRUPTED', 'INTERRUPTED'],
      ]);
      return { running };
    }).then(({ running }) => running);
    expect((await runs({ id })).nodes[0].status).toBe('SUCCEEDED');
  });

  it('record dry runs, which do not move the schedule', async () => {
    const id = await open(2);
    const schedule = () =>
      sync.ask(
        'query ($id: ID!) { syncSource(id: $id) { lastRunAt nextRunAt failures version } }',
        {
          id,
        },
      );
    const before = await schedule();
    await sync.ask('mutation ($id: ID!) { importProducts(sourceId: $id, all: true) { id } }', {
      id,
    });
    await sync.ask('mutation ($id: ID!) { exportSales(sourceId: $id) { id } }', { id });
    expect((await runs({ id })).nodes).toMatchObject([{ dryRun: true }, { dryRun: true }]);
    expect(await schedule()).toEqual(before);
    // A manual run sets lastRunAt, and does not move the schedule.
    await sync.importing(id);
    const { syncSource: after } = await schedule();
    expect(after).toEqual({
      ...before.syncSource,
      lastRunAt: (await runs({ id })).nodes[0].endedAt,
    });
  });
});
