import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
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

/** For the route of Apollo's landing page in development, which brings its own policy. */
export const LANDING_PAGE_HEADERS = {
  contentSecurityPolicy: false,
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: false,
} as const;
