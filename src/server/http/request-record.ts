import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { RequestMetrics } from '../metrics/request-metrics';

/** What is known of a request, for its log line and the metrics. */
export interface RequestRecord {
  operationName?: string | undefined;
  /** query, mutation or subscription. */
  operationType?: string | undefined;
  /** extensions.code of each error in the response. */
  readonly codes: string[];
  /** Something was written without an idempotencyKey, or may have been: a retry would write it twice. */
  unrepeatable?: boolean | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    record: RequestRecord;
  }
}

const SANE_ID = /^[\w.:+/=-]{1,128}$/;
const MAX_NAME = 100;
/** Polled every few seconds by monitoring. */
const QUIET = new Set(['/healthz', '/readyz', '/metrics']);

/** The client's x-request-id if it is safe to log, or a new one. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
}

/** An operation's name, cut to the length that is logged. */
export function shortName(name: string | null | undefined): string | undefined {
  return name?.slice(0, MAX_NAME);
}

/**
 * Logs one line for each request when its response is sent: the caller, the operation and the outcome. Never content:
 * no document, no variables, no headers, no query string.
 */
export function recordRequests(
  app: FastifyInstance,
  logger: Logger,
  metrics: RequestMetrics,
): void {
  app.decorateRequest('record', null as unknown as RequestRecord);
  app.addHook('onRequest', (request, reply, done) => {
    const begun = process.hrtime.bigint();
    request.record = { codes: [] };
    reply.header('x-request-id', request.id);
    // Not onResponse: Fastify does not call it for a client that disconnected.
    if (!request.headers.upgrade) {
      reply.raw.once('close', () => {
        const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
        const { statusCode, writableFinished } = reply.raw;
        write(request, { seconds, statusCode, complete: writableFinished });
      });
    }
    done();
  });

  function write(
    request: FastifyRequest,
    { seconds, statusCode, complete }: { seconds: number; statusCode: number; complete: boolean },
  ): void {
    const route = request.routeOptions.url ?? 'none';
    const codes = outcome(request.record.codes, statusCode, complete);
    const quiet = QUIET.has(route);
    if (!quiet) metrics.observe(request.record.operationType ?? 'none', codes, seconds);
    const line = {
      requestId: request.id,
      ...callerAndOperation(request),
      method: request.method,
      route,
      status: statusCode,
      durationMs: Math.round(seconds * 1e6) / 1000,
      codes,
    };
    logger[quiet ? 'debug' : 'info'](line, 'request');
  }
}

/** The caller and the operation, for a log line. */
export function callerAndOperation({ identity, record }: FastifyRequest): Record<string, unknown> {
  return {
    tenant: identity?.tenantId,
    actor: identity?.actor,
    operationName: record.operationName,
    operationType: record.operationType,
  };
}

function outcome(codes: readonly string[], status: number, complete: boolean): string[] {
  if (codes.length > 0) return [...new Set(codes)];
  if (!complete) return ['ABORTED'];
  return [status < 400 ? 'OK' : status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR'];
}
