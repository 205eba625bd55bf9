import { setTimeout as sleep } from 'node:timers/promises';
import { startCli, type CliRun } from './cli-run';
import { lockFile } from './file-lock';
import type { Random } from './random';
import type { SyncedTenant, SyncedTenants } from './synced-tenant';
import { inReels } from './reels';

/** Starts runs of a tenant's source in separate processes, and kills them by SIGKILL at chosen points. */
export class KilledRuns {
  kills = 0;
  private runsBefore = 0;
  /** When the last run was started, by the database's clock: older backends belong to earlier runs. */
  private startedAt = new Date(0);

  constructor(
    private readonly tenants: SyncedTenants,
    private readonly synced: SyncedTenant,
    private readonly random: Random,
  ) {}

  async start(direction: 'import' | 'export'): Promise<CliRun> {
    this.runsBefore = await this.begun();
    const [clock] = await this.query<{ now: Date }>('select clock_timestamp() as now');
    this.startedAt = clock!.now;
    return startCli(this.tenants, this.synced, direction);
  }

  /** Starts a run and waits for its end; its exit code. */
  async finish(direction: 'import' | 'export'): Promise<number | null> {
    return (await this.start(direction)).ended;
  }

  /** Kills a run and waits until PostgreSQL has released its lock, so that the next can start. */
  async kill(run: CliRun): Promise<void> {
    await run.kill();
    this.kills++;
    const { tenant, sourceId } = this.synced;
    const locked = 'select 1 where inventory.is_source_locked($1, $2)';
    await until(async () => (await this.query(locked, [tenant, sourceId])).length === 0);
  }

  /** Kills the run once it has begun and `progress` has reached `point`, or up to 20 ms later. */
  async killAt(run: CliRun, progress: () => Promise<number>, point: number): Promise<void> {
    // Without the table of ends the run cannot end before it is killed, however slow the polling is.
    await this.whileLocked('sync_run_ends', async () => {
      const isReached = async () =>
        (await this.begun()) > this.runsBefore && (await progress()) >= point;
      await until(isReached, run);
      await sleep(this.random.below(20));
      await this.kill(run);
      await this.terminateStatements('end_sync_run');
    });
  }

  imported = () => this.count('inventory.product_mappings');

  planned = () => this.count('inventory.product_mappings', 'and pending_status is not null');

  /** The number of external rows that an export has written with a status. */
  written = (status: string) => {
    const sql = `select count(*) from reels where last_date like 'bincard%' and status = ?`;
    return Promise.resolve(inReels(this.synced.file, sql, status)[0]![0] as number);
  };

  /** Starts an export that has stored its planned writes and waits for the locked file. */
  async exportAtFileLock(): Promise<{ run: CliRun; unlock: () => Promise<void> }> {
    const unlock = await lockFile(this.synced.file, 'begin immediate');
    const run = await this.start('export');
    await until(async () => (await this.planned()) > 0, run);
    return { run, unlock };
  }

  /** Blocks all writes of mappings while `work` runs, after the statements of earlier runs have ended. */
  async whileMappingsLocked<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.untilIdle();
    return this.whileLocked('product_mappings', work);
  }

  private async whileLocked<Result>(table: string, work: () => Promise<Result>): Promise<Result> {
    const client = await this.tenants.database.pools.super.connect();
    try {
      await client.query(`begin; lock table inventory.${table} in share mode`);
      return await work();
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  /** Resolves when no statement of a killed run is executing any more. */
  untilIdle(): Promise<void> {
    return until(async () => (await this.query(EXECUTING)).length === 0);
  }

  /** Resolves when a statement of that function, sent by the last run, waits for a lock. Fails if the run ends. */
  untilWaiting(run: CliRun, name = ''): Promise<void> {
    return until(async () => (await this.waiting(name, 'pid')).length > 0, run);
  }

  /** Kills a run whose statement waits for a lock, and starts the next, which then waits for the same lock. */
  async killAndRestart(run: CliRun, direction: 'import' | 'export'): Promise<CliRun> {
    await this.kill(run);
    const next = await this.start(direction);
    await this.untilWaiting(next);
    return next;
  }

  /** Terminates the statements that a killed run left in the database, as if the machine had failed with it. */
  terminateStatements(name: string): Promise<void> {
    return until(async () => (await this.waiting(name, 'pg_terminate_backend(pid)')).length === 0);
  }

  private waiting(name: string, what: string): Promise<object[]> {
    return this.query(
      `select ${what} from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query like $1 and backend_start > $2`,
      [`%inventory.${name}%`, this.startedAt],
    );
  }

  private async query<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.tenants.database.pools.super.query<Row>(sql, values)).rows;
  }

  private begun = () => this.count('inventory.sync_runs');

  private async count(table: string, where = ''): Promise<number> {
    const sql = `select count(*)::int from ${table} where tenant_id = $1 ${where}`;
    return (await this.synced.rows<{ count: number }>(sql))[0]!.count;
  }
}

const EXECUTING = `select from pg_stat_activity
  where datname = current_database() and state = 'active' and query like '%inventory.import_external(%'
    and pid <> pg_backend_pid()`;

/** Polls a condition; fails when the run has ended without meeting it. */
async function until(condition: () => Promise<boolean>, run?: CliRun): Promise<void> {
  let ended: string | undefined;
  run?.ended.then(
    (code) => (ended = `exit code ${code}`),
    (error: Error) => (ended = error.message),
  );
  for (;;) {
    const hadEnded = ended; // read first: what the run did before its end is visible by now
    if (await condition()) return;
    if (hadEnded) throw new Error(`the run ended (${hadEnded}) before the condition was met`);
    await sleep(3);
  }
}
