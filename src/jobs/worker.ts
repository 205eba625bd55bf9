import { Logger as GraphileLogger, run, type Runner } from 'graphile-worker';
import type { Logger } from 'pino';
import { createPool } from '../database/pool';
import { scanTenants } from './scan';
import { sweepTenants } from './sweep';

export interface WorkerOptions {
  /** A login that may take both roles and create a schema for the queue. */
  readonly databaseUrl: string;
  /** When to scan what moved since the last scan, as a crontab's five fields. */
  readonly scanCron: string;
  /** When to scan everything. */
  readonly fullScanCron: string;
  readonly logger: Logger;
}

/**
 * Runs what is due: scans, and sweeping reservations. The queue stands in PostgreSQL (schema graphile_worker), so
 * however many workers run, each job runs once and never beside itself.
 */
export async function startWorker(options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const { databaseUrl, logger } = options;
  const pools = {
    owner: createPool(databaseUrl, 'bincard_owner', { max: 1 }),
    app: createPool(databaseUrl, 'bincard_app', { max: 1 }),
  };
  let runner: Runner;
  try {
    runner = await run({
      connectionString: databaseUrl,
      concurrency: 1,
      noHandleSignals: true,
      pollInterval: 10_000,
      logger: graphileLogger(logger),
      crontab: crontabOf(options),
      taskList: {
        scan: (payload) => scanTenants(pools, modeOf(payload), logger),
        sweep: () => sweepTenants(pools),
      },
    });
  } catch (error) {
    await Promise.all([pools.owner.end(), pools.app.end()]);
    throw error;
  }
  return {
    stop: async () => {
      await runner.stop();
      await Promise.all([pools.owner.end(), pools.app.end()]);
    },
  };
}

/** One queue: no two jobs at once. One try: the next one is due soon. */
function crontabOf({ scanCron, fullScanCron }: WorkerOptions): string {
  const once = 'queue=bincard&max=1';
  return [
    `${scanCron} scan ?id=scan&${once} {"mode":"INCREMENTAL"}`,
    `${fullScanCron} scan ?id=full-scan&${once} {"mode":"FULL"}`,
    `* * * * * sweep ?id=sweep&${once}`,
  ].join('\n');
}

function modeOf(payload: unknown): 'FULL' | 'INCREMENTAL' {
  return (payload as { mode?: string }).mode === 'FULL' ? 'FULL' : 'INCREMENTAL';
}

const LEVELS: Record<string, 'error' | 'warn'> = { error: 'error', warning: 'warn' };

function graphileLogger(logger: Logger): GraphileLogger {
  return new GraphileLogger(() => (level, message) => logger[LEVELS[level] ?? 'debug'](message));
}
