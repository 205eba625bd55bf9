import type { FastifyInstance, onRequestHookHandler } from 'fastify';
import type { Pool } from 'pg';
import { findExport } from '../../exports/exports';
import { streamCopy } from '../../exports/stream';
import type { Admission } from './admission';
import { requestError } from '../graphql/request-error';

/** Streams GET /export/<file>, with the same token and filters as the queries. `hooks` identify the caller. */
export function serveExports(
  app: FastifyInstance,
  options: { pool: Pool; admission: Admission; hooks: onRequestHookHandler[] },
): void {
  app.get<{ Params: { file: string }; Querystring: Record<string, string> }>(
    '/export/:file',
    { onRequest: options.hooks },
    async (request, reply) => {
      const { identity, params, query, record } = request;
      record.operationType = 'export';
      if (!identity) throw requestError('UNAUTHENTICATED', 'This needs a valid token');
      const found = findExport(params.file, query);
      if (!found) return reply.callNotFound();
      record.operationName = found.file;
      reply.raw.once('close', options.admission.enter());
      const stream = await streamCopy(options.pool, identity.tenantId, found.copy);
      return reply
        .header('content-type', found.type)
        .header('content-disposition', `attachment; filename="${found.file}"`)
        .header('cache-control', 'no-store')
        .send(stream);
    },
  );
}
