import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { answerOf, requestError } from '../graphql/request-error';
import { POSITION_HEADER } from '../reads';

/** Security headers for browsers: no page here may be framed or run scripts, and other origins may not read answers. */
export async function secureHeaders(
  app: FastifyInstance,
  corsOrigins: readonly string[],
): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
  });
  app.addHook('onRequest', async ({ method, headers, record }, reply) => {
    const { origin } = headers;
    const asks = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
    if (!asks || origin === undefined || corsOrigins.includes(origin)) return;
    record.codes.push('ORIGIN_NOT_ALLOWED');
    // The page cannot read it; the developer sees it among the requests of the browser.
    const refusal = requestError(
      'ORIGIN_NOT_ALLOWED',
      `Pages of ${origin} may not use this API: add the origin to BINCARD_CORS_ORIGINS`,
    );
    const { status, body } = answerOf(refusal);
    await reply.code(status).send(body);
  });
  if (corsOrigins.length === 0) return;
  await app.register(cors, {
    origin: [...corsOrigins],
    methods: ['GET', 'POST'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'x-request-id',
      'apollo-require-preflight',
      POSITION_HEADER,
    ],
    exposedHeaders: ['x-request-id', 'retry-after', POSITION_HEADER],
    maxAge: 600,
  });
}
