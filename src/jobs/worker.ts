import type { EventEmitter } from 'node:events';
import { Logger as GraphileLogger, run } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { withLock } from '../database/advisory-lock';
import { createPool } from '../database/pool';
import { requireOwnSession } from '../lifecycle/own-session';
import type { DeliveryOptions } from '../webhooks/deliver';
import { raiseAlerts } from './alerts';
import { keepRunning } from './keep-running';
import { createQueuePool } from './queue-pool';
import { scanTenants, type Scan } from './scan';
import { SyncService } from '../sync/service';
import { sweepTenants } from './sweep';
import { syncTenants } from './sync';
import { keepDelivering } from './webhooks';
import { inJob } from '../tracing/spans';

export interface WorkerOptions {
  /** PostgreSQL itself, not a transaction pooler; a login that may take both roles and create a schema for the queue. */
  readonly databaseUrl: string;
  /** When to scan what moved since the last scan, as a crontab's five fields. */
  readonly scanCron: string;
  /** When to scan what is new since the last closed day, and of a slice of the tenants everything. */
  readonly fullScanCron: string;
  /** Within how many such nights everything of each tenant is scanned once. */
  readonly fullScanNights: number;
  /** Has a folder of SQLite files for each tenant. */
  readonly syncDir?: string;
  /** What the keys that sign closed days are derived from; unless given, none is signed. */
  readonly signingSecret?: Uint8Array;
  /** How events are delivered to webhooks; unless given, as the settings are by default. */
  readonly webhooks?: DeliveryOptions;
  readonly logger: Logger;
  /** Told of each job, by the names of graphile-worker (`job:success`, `job:error`). */
  readonly events?: EventEmitter;
  /** How often to poll for jobs that were not notified. */
  readonly pollIntervalMs?: number;
}

const POLL_INTERVAL_MS = 10_000;
const WEBHOOKS = {
  allowPrivate: false,
  timeoutMs: 15_000,
  giveUpAfterMs: 5 * 86_400_000,
  firstPauseMs: 1000,
};

/**
 * Runs the scheduled jobs (scans, sweeps of expired reservations, alerts and sync) and delivers to webhooks. The queue is in PostgreSQL (schema
 * graphile_worker), so each job runs once, however many workers there are. The worker survives a database that goes away
 * and comes back.
 */
export async function startWorker(options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const { databaseUrl, logger } = options;
  await requireOwnSession(databaseUrl, 'The worker needs');
  const stopping = new AbortController();
  const pools = {
    owner: createPool(databaseUrl, 'bincard_owner', { max: 1 }),
    app: createPool(databaseUrl, 'bincard_app', { max: 2 }),
    queue: createQueuePool(databaseUrl, logger, stopping.signal),
  };
  const sync = new SyncService(databaseUrl, options.syncDir ?? 'sync');
  const close = () =>
    Promise.all([sync.close(), ...Object.values(pools).map((pool) => pool.end())]);
  const start = () =>
    run({
      pgPool: pools.queue,
      concurrency: 2, // a long sync does not keep the scans waiting
      noHandleSignals: true,
      pollInterval: options.pollIntervalMs ?? POLL_INTERVAL_MS,
      logger: graphileLogger(logger, stopping.signal),
      ...(options.events && { events: options.events }),
      crontab: crontabOf(options),
      taskList: {
        scan: (payload) =>
          inJob('scan', () =>
            scanAlone(databaseUrl, pools, scanOf(payload), logger, options.signingSecret),
          ),
        sweep: () => inJob('sweep', () => sweepTenants(pools)),
        alerts: () => inJob('alerts', () => raiseAlerts(pools)),
        sync: () => inJob('sync', () => syncTenants(pools, sync, logger, stopping.signal)),
      },
    });
  try {
    // Two of graphile-worker's own migrations must not run at once.
    const runner = await withLock(databaseUrl, 'queue', () =>
      keepRunning(start, logger, stopping.signal),
    );
    const { signal } = stopping;
    const delivery = { pools, options: options.webhooks ?? WEBHOOKS, logger, signal };
    const delivering = keepDelivering(databaseUrl, delivery);
    return {
      stop: async () => {
        stopping.abort();
        await Promise.all([runner.stop(), delivering]);
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Scans while no other scan runs. A named queue of graphile-worker would stay locked for four hours after its worker was
 * killed; an advisory lock of PostgreSQL ends with its session.
 */
async function scanAlone(
  databaseUrl: string,
  pools: { owner: Pool; app: Pool },
  scan: Scan,
  logger: Logger,
  signingSecret?: Uint8Array,
): Promise<void> {
  const skip = () => {
    if (scan.mode === 'INCREMENTAL') throw new Skipped(); // the next one is due soon
  };
  try {
    await withLock(
      databaseUrl,
      'scan',
      () => scanTenants(pools, scan, logger, signingSecret),
      skip,
    );
  } catch (error) {
    if (!(error instanceof Skipped)) throw error;
    logger.info('scan skipped');
  }
}

class Skipped extends Error {}

/** One attempt (max=1), because the next run is due soon; one key, so that missed runs do not pile up. */
export function crontabOf({ scanCron, fullScanCron, fullScanNights }: WorkerOptions): string {
  const once = (id: string) => `?id=${id}&jobKey=${id}&max=1`;
  return [
    `${scanCron} scan ${once('scan')} {"mode":"INCREMENTAL"}`,
    `${fullScanCron} scan ${once('full-scan')} {"mode":"ANCHORED","nights":${fullScanNights}}`,
    `* * * * * sweep ${once('sweep')}`,
    `* * * * * alerts ${once('alerts')}`,
    `* * * * * sync ${once('sync')}`,
  ].join('\n');
}

function scanOf(payload: unknown): Scan {
  const { mode, nights } = payload as { mode?: string; nights?: number };
  if (mode === 'ANCHORED') return { mode, nights: nights ?? 1 };
  return { mode: mode === 'FULL' ? mode : 'INCREMENTAL' };
}

const LEVELS: Record<string, 'error' | 'warn'> = { error: 'error', warning: 'warn' };

/** Once the worker stops, a connection that ends is what is wanted, and no error. */
function graphileLogger(logger: Logger, stopping: AbortSignal): GraphileLogger {
  return new GraphileLogger(() => (level, message) => {
    logger[(stopping.aborted ? undefined : LEVELS[level]) ?? 'debug'](message);
  });
}
