import { EventEmitter } from 'node:events';
import type { Command } from 'commander';
import pino from 'pino';
import { loadSigningSecret } from '../../auth/token';
import type { Config } from '../../config';
import { startWorker, type WorkerOptions } from '../../jobs/worker';
import { listenFailure } from '../failure';
import { migratePatiently, useDatabase } from '../database';

/** `bincard worker`: runs the scheduled scans and syncs, and delivers to webhooks, without a server. */
export function define(command: Command, config: Config): void {
  command.action(() =>
    useDatabase(config, async (databaseUrl) => {
      await migratePatiently(config, databaseUrl);
      const events = new EventEmitter();
      const status = await serveStatus(config, databaseUrl, events);
      const worker = await startWorker({ ...workerOptions(config, databaseUrl), events });
      console.error(
        `Scanning new movements at ${config.scanCron}, what is new since the last closed day at ${config.fullScanCron}, everything within ${config.fullScanNights} nights`,
      );
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) {
          process.prependListener(signal, () => resolve());
        }
      });
      await worker.stop();
      await status?.close();
    }),
  );
}

/** Health and metrics, where a port was given for them. */
async function serveStatus(config: Config, databaseUrl: string, events: EventEmitter) {
  const { workerPort: port, host } = config;
  if (port === undefined) return undefined;
  const { serveWorkerStatus } = await import('../../server/worker-status.js');
  const status = await serveWorkerStatus({ databaseUrl, host, port, events }).catch(
    (error: unknown) => {
      throw listenFailure(error, 'BINCARD_WORKER_PORT');
    },
  );
  console.error(`Health and metrics at ${status.url}/healthz, /readyz and /metrics`);
  return status;
}

/** The worker's options from the settings; it logs where the server does. */
export function workerOptions(config: Config, databaseUrl: string): WorkerOptions {
  return {
    databaseUrl,
    scanCron: config.scanCron,
    fullScanCron: config.fullScanCron,
    fullScanNights: config.fullScanNights,
    syncDir: config.syncDir,
    signingSecret: loadSigningSecret(config),
    webhooks: {
      allowPrivate: config.webhookPrivate,
      timeoutMs: config.webhookTimeoutMs,
      giveUpAfterMs: config.webhookDays * 86_400_000,
      firstPauseMs: 1000,
    },
    logger: pino({ level: config.logLevel }, pino.destination(2)),
  };
}
