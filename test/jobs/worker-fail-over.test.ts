import { parseCrontab } from 'graphile-worker';
import { Client } from 'pg';
import pino from 'pino';
import { makePostgres, type OwnPostgres } from '../support/own-postgres';
import { withLock } from '../../src/database/advisory-lock';
import { migrate } from '../../src/lifecycle/migrate';
import { createQueuePool } from '../../src/jobs/queue-pool';
import { crontabOf, startWorker } from '../../src/jobs/worker';
import { until } from '../server/support';

const NEVER = '0 0 1 1 *';

describe('a worker whose database becomes unavailable', () => {
  let postgres: OwnPostgres;
  let lines: { msg: string }[];
  const logger = pino(
    { level: 'info' },
    { write: (line: string) => lines.push(JSON.parse(line) as { msg: string }) },
  );

  beforeAll(async () => {
    postgres = await makePostgres(['fsync=off']);
    await postgres.start();
    await migrate(postgres.url);
    await sql("select inventory.create_tenant('shop', 'shop', 'UTC')");
  });
  afterAll(() => postgres?.remove());
  beforeEach(() => {
    lines = [];
  });

  const work = () =>
    startWorker({
      ...{ databaseUrl: postgres.url, scanCron: NEVER, fullScanCron: NEVER, fullScanNights: 1 },
      ...{ logger, pollIntervalMs: 50, syncDir: 'sync' },
    });
  const addScan = (mode: string) =>
    sql(
      `select graphile_worker.add_job('scan', payload => '{"mode":"${mode}"}', max_attempts => 1)`,
    );
  const count = async (text: string) => (await sql<{ n: number }>(text))[0]!.n;
  const scans = () => count('select count(*)::int as n from inventory.verifications');
  const jobs = () => count('select count(*)::int as n from graphile_worker._private_jobs');

  it('continues when the database is back, also after a job was interrupted', async () => {
    const worker = await work();
    const lock = new Client({ connectionString: postgres.url });
    lock.on('error', () => undefined);
    await lock.connect();
    await lock.query('begin; lock table inventory.tenants in access exclusive mode');
    await addScan('FULL');
    await until(
      async () =>
        (await count(
          "select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock'",
        )) > 0,
    );
    await postgres.stop('immediate');
    // The worker could not record the end of its job, and its runner stopped.
    await until(() => lines.some(({ msg }) => /cannot start|Worker exited with error/.test(msg)));
    await postgres.start();
    await until(() => lines.some(({ msg }) => msg === 'the worker was started again'));
    await addScan('FULL');
    await until(async () => (await scans()) === 1);
    await worker.stop();
  });

  it('creates its queue once when three workers start at once', async () => {
    await sql('drop schema if exists graphile_worker cascade');
    const workers = await Promise.all([work(), work(), work()]);
    await addScan('INCREMENTAL');
    await until(async () => (await jobs()) === 0);
    await Promise.all(workers.map((worker) => worker.stop()));
  });

  it('skips an incremental scan while another runs, and lets a full one wait', async () => {
    const worker = await work();
    const before = await scans();
    await withLock(postgres.url, 'scan', async () => {
      await addScan('INCREMENTAL');
      await until(() => lines.some(({ msg }) => msg === 'scan skipped'));
      await addScan('FULL');
      await until(
        async () =>
          (await count(
            "select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted",
          )) > 0,
      );
      expect(await scans()).toBe(before);
    });
    await until(async () => (await scans()) === before + 1);
    await worker.stop();
  });

  it('lets its schedule wait for the database, and can still stop', async () => {
    const stopping = new AbortController();
    const pool = createQueuePool(postgres.url, logger, stopping.signal);
    await postgres.stop();
    const scheduled = pool.query('select 1 as one');
    await until(() => lines.some(({ msg }) => msg.includes('waits for the database')));
    await postgres.start();
    expect((await scheduled).rows).toEqual([{ one: 1 }]);

    await postgres.stop();
    const last = pool.query('select 1 as one');
    stopping.abort();
    expect((await last).rows).toEqual([]);
    await pool.end();
    await postgres.start();
  });

  it('has no job in a named queue, which a killed worker would lock for hours', async () => {
    const items = parseCrontab(
      crontabOf({
        databaseUrl: '',
        syncDir: '',
        scanCron: NEVER,
        fullScanCron: NEVER,
        fullScanNights: 1,
        logger,
      }),
    );
    expect(items.length).toBeGreaterThan(0);
    for (const { options } of items) {
      expect(options.queueName).toBeUndefined();
      expect(options.jobKey).toBeDefined();
    }
    // A job that has not run yet is replaced by the next one with its key.
    const add = (mode: string) =>
      sql(
        `select graphile_worker.add_job('scan', job_key => 'scan', payload => '{"mode":"${mode}"}')`,
      );
    const before = await jobs();
    await add('FULL');
    await add('INCREMENTAL');
    expect(await jobs()).toBe(before + 1);
  });

  async function sql<Row extends object>(text: string): Promise<Row[]> {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }
});
