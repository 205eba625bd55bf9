import { setTimeout as sleep } from 'node:timers/promises';
import { startCli, type CliRun } from './cli-run';
import { holdFile } from './holder';
import type { Random } from './random';
import type { ReelSide, ReelSides } from './reel-side';
import { inReels } from './reels';

/** A tenant whose runs die by SIGKILL, each in a process of its own. */
export class Victim {
  kills = 0;
  private runsBefore = 0;
  /** When the last run was started, by the database's clock: what was at work before is not its own. */
  private startedAt = new Date(0);

  constructor(
    private readonly stage: ReelSides,
    private readonly side: ReelSide,
    private readonly random: Random,
  ) {}

  async start(direction: 'import' | 'export'): Promise<CliRun> {
    this.runsBefore = await this.begun();
    const [clock] = await this.query<{ now: Date }>('select clock_timestamp() as now');
    this.startedAt = clock!.now;
    return startCli(this.stage, this.side, direction);
  }

  /** Starts a run that goes on to its end; its exit code. */
  async finish(direction: 'import' | 'export'): Promise<number | null> {
    return (await this.start(direction)).ended;
  }

  async kill(run: CliRun): Promise<void> {
    await run.kill();
    this.kills++;
  }

  /** Kills the run that was started last, once it has begun and `progress` is so far, or a moment later. */
  async killAt(run: CliRun, progress: () => Promise<number>, point: number): Promise<void> {
    await until(async () => (await this.begun()) > this.runsBefore && (await progress()) >= point);
    await sleep(this.random.below(20));
    await this.kill(run);
  }

  imported = () => this.count('inventory.product_mappings');

  intended = () => this.count('inventory.product_mappings', 'and pending_status is not null');

  /** Rows there that an export has written. */
  written = (status: string) => {
    const sql = `select count(*) from reels where last_date like 'bincard%' and status = ?`;
    return Promise.resolve(inReels(this.side.file, sql, status)[0]![0] as number);
  };

  /** An export that has kept its intention, and waits for the file. */
  async exportAtTheFile(): Promise<{ run: CliRun; letGo: () => Promise<void> }> {
    const letGo = await holdFile(this.side.file, 'begin immediate');
    const run = await this.start('export');
    await until(async () => (await this.intended()) > 0);
    return { run, letGo };
  }

  /** Keeps every write of a mapping waiting while `work` goes on; not one that an earlier run left at work. */
  async whileHeld<Result>(work: () => Promise<Result>): Promise<Result> {
    await until(async () => (await this.query(AT_WORK)).length === 0);
    const client = await this.stage.database.pools.super.connect();
    try {
      await client.query('begin; lock table inventory.product_mappings in share mode');
      return await work();
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  /** Resolves when a statement of that function, of the run that was started last, waits for a lock. */
  untilWaiting(name = ''): Promise<void> {
    return until(async () => (await this.waiting(name, 'pid')).length > 0);
  }

  /** Kills a run whose statement waits for a lock, and starts the next, which comes to wait for the same. */
  async leaveBehind(run: CliRun, direction: 'import' | 'export'): Promise<CliRun> {
    await this.kill(run);
    const next = await this.start(direction);
    await this.untilWaiting();
    return next;
  }

  /** Ends what a killed run left at work in the database: as if the machine had died with it. */
  endLeftBehind(name: string): Promise<unknown> {
    return this.waiting(name, 'pg_terminate_backend(pid)');
  }

  private waiting(name: string, what: string): Promise<object[]> {
    return this.query(
      `select ${what} from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query like $1 and backend_start > $2`,
      [`select inventory.${name}%`, this.startedAt],
    );
  }

  private async query<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.stage.database.pools.super.query<Row>(sql, values)).rows;
  }

  private begun = () => this.count('inventory.sync_runs');

  private async count(table: string, where = ''): Promise<number> {
    const sql = `select count(*)::int from ${table} where tenant_id = $1 ${where}`;
    return (await this.side.rows<{ count: number }>(sql))[0]!.count;
  }
}

const AT_WORK = `select from pg_stat_activity
  where datname = current_database() and state = 'active' and query like 'select inventory.import_external(%'`;

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(3);
}
