import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Pool } from 'pg';
import type { Identity } from '../auth/token';
import { toGraphQLError } from '../database/error-mapping';
import { findExport } from '../exports/exports';
import { streamCopy } from '../exports/stream';

const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401,
  DATABASE_UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
};

/** Serves GET /export/<file>: the same token and filters as the queries, streamed. */
export function serveExports(
  app: FastifyInstance,
  options: { pool: Pool; identityOf(request: FastifyRequest): Promise<Identity | undefined> },
): void {
  app.get<{ Params: { file: string }; Querystring: Record<string, string> }>(
    '/export/:file',
    async (request, reply) => {
      try {
        const identity = await options.identityOf(request);
        if (!identity) {
          throw new GraphQLError('This needs a valid token', {
            extensions: { code: 'UNAUTHENTICATED' },
          });
        }
        const found = findExport(request.params.file, request.query);
        if (!found) return reply.callNotFound();
        const stream = await streamCopy(options.pool, identity.tenantId, found.copy);
        return reply
          .header('content-type', found.type)
          .header('content-disposition', `attachment; filename="${found.file}"`)
          .header('cache-control', 'no-store')
          .send(stream);
      } catch (error) {
        const { message, extensions } = toGraphQLError(error);
        const status = STATUS[String(extensions['code'])] ?? 400;
        return reply.code(status).send({ errors: [{ message, extensions }] });
      }
    },
  );
}
