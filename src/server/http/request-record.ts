import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { RequestMetrics } from '../metrics/request-metrics';

/** What one request turns out to be; its log line and the metrics are made of it. */
export interface RequestRecord {
  operationName?: string | undefined;
  /** query, mutation or subscription. */
  operationType?: string | undefined;
  /** extensions.code of each error that was answered. */
  readonly codes: string[];
  /** Something without an idempotencyKey was written, or may have been: sent again it would be done twice. */
  unrepeatable?: boolean | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    record: RequestRecord;
  }
}

const SANE_ID = /^[\w.:+/=-]{1,128}$/;
const MAX_NAME = 100;
/** Asked every few seconds by machines. */
const QUIET = new Set(['/healthz', '/readyz', '/metrics']);

/** The client's x-request-id where it can be kept in a log, or a new one. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
}

/** An operation's name as a log line can bear it. */
export function shortName(name: string | null | undefined): string | undefined {
  return name?.slice(0, MAX_NAME);
}

/**
 * One line for each request when its answer is through: who, what and how it ended. Never what was asked or
 * answered in it: no document, no variables, no header, no query string.
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
    // Not onResponse: it does not come for a client that went away.
    if (!request.headers.upgrade) {
      reply.raw.once('close', () => {
        const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
        const { statusCode, writableFinished } = reply.raw;
        write(request, { seconds, statusCode, whole: writableFinished });
      });
    }
    done();
  });

  function write(
    request: FastifyRequest,
    { seconds, statusCode, whole }: { seconds: number; statusCode: number; whole: boolean },
  ): void {
    const route = request.routeOptions.url ?? 'none';
    const codes = outcome(request.record.codes, statusCode, whole);
    const quiet = QUIET.has(route);
    if (!quiet) metrics.observe(request.record.operationType ?? 'none', codes, seconds);
    const line = {
      requestId: request.id,
      ...whoAndWhat(request),
      method: request.method,
      route,
      status: statusCode,
      durationMs: Math.round(seconds * 1e6) / 1000,
      codes,
    };
    logger[quiet ? 'debug' : 'info'](line, 'request');
  }
}

/** Whose request it is and which operation, for a log line. */
export function whoAndWhat({ identity, record }: FastifyRequest): Record<string, unknown> {
  return {
    tenant: identity?.tenantId,
    actor: identity?.actor,
    operationName: record.operationName,
    operationType: record.operationType,
  };
}

function outcome(codes: readonly string[], status: number, whole: boolean): string[] {
  if (codes.length > 0) return [...new Set(codes)];
  if (!whole) return ['ABORTED'];
  return [status < 400 ? 'OK' : status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR'];
}
