import { fastifyApolloHandler } from '@as-integrations/fastify';
import fastify, { type FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { createVerifier } from '../auth/verifier';
import { GroupedWrites } from '../database/grouped-writes';
import { AvailabilityWatch } from '../feed/availability-watch';
import { FeedWatch } from '../feed/feed-watch';
import { createSchema } from './graphql/build-schema';
import { Admission } from './http/admission';
import { createApollo } from './graphql/apollo';
import { OperationContext } from './graphql/context';
import { withDeadline } from './http/deadline';
import { prepareDrain } from './http/drain';
import { traced } from './http/traced';
import { openConsole } from './http/console';
import { handleErrors } from './http/error-handler';
import { serveExports } from './http/exports';
import { serveImports } from './http/imports';
import { createGraphiqlPage } from './http/graphiql-page';
import { servePages } from './http/serve-pages';
import { formatErrorWith } from './graphql/format-error';
import { declareIdentity, Identifier } from './identity';
import { BrowserSessions } from './http/cookies';
import { serveProviderSignIn } from './http/provider-sign-in';
import { endingOld, serveSignIn } from './http/sign-in';
import { listen } from './listen';
import { createLogger, withoutInfo } from './logger';
import { serveMetrics } from './metrics/metrics';
import { openIsolatedPools } from './pools';
import { openReads } from './reads';
import type { RunningServer, ServerOptions } from './server-options';
import { limitRate as limitRateOf } from './http/rate-limit';
import { serveReadiness } from './http/readiness';
import { RequestMetrics } from './metrics/request-metrics';
import { recordRequests, requestId } from './http/request-record';
import { secureHeaders } from './http/security-headers';
import { DEFAULT_FEED_INTERVAL_MS, DEFAULT_SERVER_SETTINGS } from '../config';
import { signerOf } from './signer';
import { serveSigningKeys } from './http/signing-keys';
import { SyncService } from '../sync/service';
import { serveSubscriptions } from './websocket/subscriptions';
import { loadTrustedDocuments } from './graphql/trusted-documents';
import { readJsonBodies, refuseMalformed, refuseUnrouted } from './http/malformed-requests';

export type { RunningServer, ServerOptions };

const POOL_END_MS = 2000;

/** Serves GraphQL at /graphql, exports, metrics and health checks. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const settings = { ...DEFAULT_SERVER_SETTINGS, ...options.settings };
  const { namedStatements = true, production = false, readUrl, poolSize } = options;
  const trusted = settings.documents ? loadTrustedDocuments(settings.documents) : undefined;
  const logger = createLogger(options.logLevel, options.logTo);
  const registry = new Registry();
  const metrics = new RequestMetrics(registry);
  const pools = await openIsolatedPools(options.databaseUrl, poolSize, settings, {
    pipeline: readUrl !== undefined,
  });
  const reads = await openReads(readUrl, pools, poolSize, settings, logger, registry);
  const app = fastify({
    bodyLimit: settings.bodyLimit,
    requestTimeout: settings.requestTimeoutMs,
    trustProxy: settings.trustProxy,
    forceCloseConnections: 'idle',
    return503OnClosing: false, // drain.ts answers 503, with a code
    genReqId: requestId,
    frameworkErrors: refuseUnrouted,
    clientErrorHandler: refuseMalformed,
  });
  readJsonBodies(app);
  // Without introspection, or with known documents only, there is little to do in it.
  const { graphiql = !production && !trusted } = options;
  const console = openConsole(options, graphiql, logger);
  if (console) trusted?.add(console.documents);
  handleErrors(app, logger, { bodyLimit: settings.bodyLimit, console });
  recordRequests(app, logger, metrics);
  const draining = prepareDrain(app);
  declareIdentity(app);
  await secureHeaders(app, settings.corsOrigins);

  const verify = createVerifier({ secret: options.jwtSecret, jwks: options.jwks });
  const limitRate = await limitRateOf(app, settings.rateLimit);
  const sessions = new BrowserSessions(options.publicUrl);
  const identifier = new Identifier(pools.main, verify, sessions);
  const identify = [identifier.hook, limitRate];

  const schema = createSchema();
  const feedIntervalMs = options.feedIntervalMs ?? DEFAULT_FEED_INTERVAL_MS;
  const watch = new FeedWatch(pools.main, namedStatements, feedIntervalMs);
  const availability = new AvailabilityWatch(pools.main, namedStatements, 4 * feedIntervalMs);
  const writes = new GroupedWrites({
    ...{ pool: pools.main, named: namedStatements },
    largest: settings.groupedWrites ? settings.maxGroup : 1,
    positions: reads?.positions,
    onRetry: () => metrics.retried(),
    onSend: (seconds) => metrics.sentTogether(seconds),
  });
  const sync = new SyncService(options.databaseUrl, options.syncDir ?? 'sync');
  const signDays = signerOf(pools.main, options.signingSecret, logger);
  let publicUrl = options.publicUrl ?? '';
  const services = {
    ...{ pool: pools.main, namedStatements, watch, availability, writes, sync, signDays, reads },
    publicUrl: () => publicUrl,
    privateReceivers: options.privateReceivers ?? false,
  };
  const operations = {
    ...{ schema, settings, metrics, trusted, production, logger },
    formatError: formatErrorWith(logger, production),
    admission: new Admission(
      reads ? [pools.main, reads.pools.main] : [pools.main],
      reads ? 2 * poolSize : poolSize,
      settings.maxWaiting,
    ),
  };
  const apollo = createApollo(operations);
  await apollo.start();
  const execute = fastifyApolloHandler(apollo, {
    context: (request: FastifyRequest) =>
      Promise.resolve(new OperationContext(services, request.identity, request)),
  });
  const http = traced(withDeadline(execute, settings.requestTimeoutMs));
  const hooks = { onRequest: identify, preHandler: trusted ? [trusted.hook] : [] };
  await serveSubscriptions(app, {
    ...operations,
    ...{ services, identifier, limitRate, http, hooks },
    graphiql: graphiql ? createGraphiqlPage() : undefined,
  });
  app.route({ method: ['POST', 'OPTIONS'], url: '/graphql', handler: http, ...hooks });
  serveExports(app, { pool: pools.exports, reads, settings, hooks: identify });
  await serveImports(app, options.databaseUrl, identify, reads);
  serveMetrics(app, { registry, pool: pools.main, probe: pools.probe });
  serveReadiness(app, pools.probe, reads?.replica);
  serveSigningKeys(app, { pool: pools.main, limitRate });
  const providerName = options.provider?.name;
  servePages(app, { console, probe: pools.probe, graphiql, providerName });
  const endOld = endingOld(pools.main, sessions);
  const signIn = { pool: pools.main, sessions, limitRate, endOld, reads };
  serveSignIn(app, signIn);
  serveProviderSignIn(app, options.provider, { ...signIn, logger });

  const address = await listen(app, options);
  publicUrl ||= address;
  return {
    url: `${address}/graphql`,
    withoutRequestLog: (work) => withoutInfo(logger, work),
    close: async () => {
      await draining.drain(settings.shutdownTimeoutMs);
      watch.close();
      availability.close();
      await app.close();
      await apollo.stop();
      // A connection whose client was cut off may still wait for its statement.
      await Promise.race([
        Promise.all([reads?.close(), pools.end(), sync.close()]),
        sleep(POOL_END_MS, undefined, { ref: false }),
      ]);
    },
  };
}
