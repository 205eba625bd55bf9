import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { verifyToken, type Identity } from '../auth/token';
import { createPool } from '../database/pool';
import { FeedWatch } from '../feed/feed-watch';
import { createSchema } from '../schema/build-schema';
import { RequestContext } from './context';
import { formatErrorWith } from './format-error';
import { serveExports } from './exports';
import { serveMetrics } from './metrics';
import { serveSubscriptions } from './subscriptions';

export interface ServerOptions {
  readonly databaseUrl: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly host: string;
  readonly jwtSecret: Uint8Array;
  readonly logLevel: string;
  readonly poolSize: number;
  readonly namedStatements?: boolean;
  /** How often the ledger's end is looked at while somebody subscribes. */
  readonly feedIntervalMs?: number;
  readonly production?: boolean;
}

export interface RunningServer {
  readonly url: string;
  /** Finishes what is under way, then lets go of the port and the database. */
  close(): Promise<void>;
}

const FEED_INTERVAL_MS = 250;
const BODY_LIMIT = 1024 * 1024;

/** Serves GraphQL at /graphql and a sign of life at /healthz. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const logger = pino({ level: options.logLevel }, pino.destination(2));
  const pool = createPool(options.databaseUrl, 'bincard_app', { max: options.poolSize });
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: 'idle' });
  const schema = createSchema();
  const formatError = formatErrorWith(logger);
  const namedStatements = options.namedStatements ?? true;
  const watch = new FeedWatch(pool, namedStatements, options.feedIntervalMs ?? FEED_INTERVAL_MS);
  const services = { pool, namedStatements, watch };
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: !options.production,
    hideSchemaDetailsFromClientErrors: options.production ?? false,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    // Whoever starts the server stops it, in order; Apollo's own handlers would wait for each other.
    stopOnTerminationSignals: false,
    formatError,
    plugins: [
      // It wraps every field's resolver, for a header that no ledger should send.
      ApolloServerPluginCacheControlDisabled(),
      ...(options.production ? [ApolloServerPluginLandingPageDisabled()] : []),
      endSnapshots,
    ],
  });
  await apollo.start();

  const context = async (request: FastifyRequest) =>
    new RequestContext(services, await identityOf(request, options.jwtSecret));
  const http = fastifyApolloHandler(apollo, { context });
  await serveSubscriptions(app, {
    ...{ schema, services, jwtSecret: options.jwtSecret, formatError },
    http,
  });
  app.route({ method: ['POST', 'OPTIONS'], url: '/graphql', handler: http });
  serveExports(app, { pool, identityOf: (request) => identityOf(request, options.jwtSecret) });
  serveMetrics(app, pool);
  app.get('/healthz', () => ({ status: 'ok' }));

  const address = await listen(app, options);
  return {
    url: `${address}/graphql`,
    close: async () => {
      watch.close();
      await app.close();
      await apollo.stop();
      await pool.end();
    },
  };
}

/** An answer is whole before its snapshot ends, and its connection serves the next. */
const endSnapshots = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ contextValue }: { contextValue: RequestContext }) =>
        contextValue.finish(),
    }),
};

async function identityOf(
  request: FastifyRequest,
  secret: Uint8Array,
): Promise<Identity | undefined> {
  const [scheme, token] = request.headers.authorization?.split(' ') ?? [];
  if (scheme?.toLowerCase() !== 'bearer' || !token) return undefined;
  try {
    return await verifyToken(token, secret);
  } catch {
    return undefined; // every field then answers UNAUTHENTICATED, and not why
  }
}

async function listen(app: FastifyInstance, { port, host }: ServerOptions): Promise<string> {
  await app.listen({ port, host });
  const bound = app.server.address() as AddressInfo;
  return `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${bound.port}`;
}
