import type { EventEmitter } from 'node:events';
import fastify from 'fastify';
import { Counter, Gauge, Registry } from 'prom-client';
import { DEFAULT_SERVER_SETTINGS } from '../config';
import { answerOf, requestError } from './graphql/request-error';
import { serveReadiness } from './http/readiness';
import { listen } from './listen';
import { serveMetrics } from './metrics/metrics';
import { openPools } from './pools';

interface Job {
  readonly task_identifier: string;
}

export interface WorkerStatusOptions {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  /** What the worker tells of its jobs, as graphile-worker names it. */
  readonly events: EventEmitter;
}

/** Serves health, readiness and metrics of a worker that runs apart from a server. */
export async function serveWorkerStatus(
  options: WorkerStatusOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const pools = openPools(options.databaseUrl, 1, DEFAULT_SERVER_SETTINGS);
  const registry = new Registry();
  countJobs(registry, options.events);
  const app = fastify({ forceCloseConnections: true });
  app.setNotFoundHandler((_, reply) => {
    const message =
      'There is nothing at this path: a worker serves GET /healthz, /readyz and /metrics; GraphQL is on the port of the server (PORT)';
    return reply.code(404).send(answerOf(requestError('NOT_FOUND', message)).body);
  });
  serveReadiness(app, pools.probe, undefined);
  serveMetrics(app, { registry, pool: pools.main, probe: pools.probe });
  const close = async () => {
    await app.close();
    await pools.end();
  };
  try {
    return { url: await listen(app, options), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function countJobs(registry: Registry, events: EventEmitter): void {
  const jobs = new Counter({
    name: 'bincard_jobs_total',
    help: 'Jobs that ended, by task (scan, sweep, sync) and outcome (done, failed).',
    labelNames: ['task', 'outcome'] as const,
    registers: [registry],
  });
  const last = new Gauge({
    name: 'bincard_last_job_timestamp_seconds',
    help: 'When a job of the task was last done.',
    labelNames: ['task'] as const,
    registers: [registry],
  });
  events.on('job:success', ({ job }: { job: Job }) => {
    jobs.inc({ task: job.task_identifier, outcome: 'done' });
    last.setToCurrentTime({ task: job.task_identifier });
  });
  events.on('job:error', ({ job }: { job: Job }) => {
    jobs.inc({ task: job.task_identifier, outcome: 'failed' });
  });
}
