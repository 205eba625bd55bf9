import websocket from '@fastify/websocket';
import type {
  FastifyInstance,
  FastifyRequest,
  onRequestHookHandler,
  preHandlerHookHandler,
  RouteHandlerMethod,
} from 'fastify';
import { createSourceEventStream, GraphQLError, type ExecutionResult } from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { WebSocket } from 'ws';
import { Denied } from '../../auth/denied';
import type { OperationOptions } from '../graphql/apollo';
import { OperationContext } from '../graphql/context';
import type { Services } from '../graphql/services';
import type { Identifier } from '../identity';
import { codesOf } from '../graphql/operation-record';
import { toGraphQLError } from '../graphql/to-graphql-error';
import type { RateLimit } from '../http/rate-limit';
import { shortName, callerAndOperation } from '../http/request-record';
import type { GraphiqlPage } from '../http/graphiql-page';
import { closeWhenOver, refuse, withoutErrorListeners } from './socket';
import { checkSubscription } from './subscription-document';
import { executeEach } from './subscription-events';

interface SubscriptionOptions extends OperationOptions {
  readonly services: Services;
  readonly identifier: Identifier;
  readonly limitRate: RateLimit;
  /** The handler of a plain GET of the same path, and the hooks before it. */
  readonly http: RouteHandlerMethod;
  readonly hooks: { onRequest: onRequestHookHandler[]; preHandler: preHandlerHookHandler[] };
  /** What a browser is shown at that path; undefined: nothing. */
  readonly graphiql: GraphiqlPage | undefined;
}

/** What graphql-ws keeps for each connection. */
interface Extra extends Record<PropertyKey, unknown> {
  readonly socket: WebSocket;
  readonly request: FastifyRequest;
}

const MAX_MESSAGE = 64 * 1024;
const TRY_AGAIN_LATER = 1013;

/**
 * Serves subscriptions at /graphql over WebSocket (graphql-transport-ws). The token comes in
 * connection_init as `{"authorization": "Bearer ..."}`; without one the cookie of the session counts. Queries and mutations stay with HTTP.
 */
export async function serveSubscriptions(
  app: FastifyInstance,
  options: SubscriptionOptions,
): Promise<void> {
  const { schema, services, identifier, limitRate, formatError, metrics, logger } = options;
  const format = (error: GraphQLError) => formatted(error, formatError);
  const formatResult = (result: ExecutionResult): ExecutionResult =>
    result.errors ? { ...result, errors: result.errors.map(format) } : result;

  /** Logs a subscription at its start, because it may never end. `errors` are why it was refused. */
  const logStart = (
    request: FastifyRequest,
    name: string | null | undefined,
    errors: GraphQLError[],
  ) => {
    const codes = errors.length > 0 ? codesOf(errors, metrics) : ['OK'];
    metrics.observe('subscription', codes, 0);
    const operation = { operationName: shortName(name), operationType: 'subscription' };
    const line = { requestId: request.id, ...callerAndOperation(request), ...operation, codes };
    logger.info(line, 'subscription');
  };

  await app.register(websocket, { options: { maxPayload: MAX_MESSAGE } });
  const serve = makeHandler<Record<string, unknown>, Extra>({
    schema,
    isProd: true, // sends no details of internal errors
    onConnect: async ({ connectionParams, extra: { socket, request } }) => {
      const given = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
      const identify = () => identifier.identify(given, request);
      try {
        request.identity = await identify();
      } catch (error) {
        if (error instanceof Denied) refuse(socket, error.reason);
        else socket.close(TRY_AGAIN_LATER, 'Tokens cannot be checked now');
        return false;
      }
      closeWhenOver(socket, request.identity, async () => {
        const now = await identify();
        return now.role === request.identity!.role;
      });
      return true;
    },
    onSubscribe: async ({ extra: { request } }, _id, payload) => {
      const refused = (errors: readonly GraphQLError[]) => {
        const answered = errors.map(format);
        logStart(request, payload.operationName, answered);
        return answered;
      };
      try {
        await limitRate(request);
        options.admission.enter()(); // left at once: a subscription holds no connection
      } catch (error) {
        return refused([error as GraphQLError]);
      }
      const document = checkSubscription(payload, options);
      if (Array.isArray(document)) return refused(document);
      logStart(request, payload.operationName, []);
      return {
        ...{ schema, document, operationName: payload.operationName },
        variableValues: payload.variables,
        contextValue: new OperationContext(services, request.identity),
      };
    },
    subscribe: async (args) => {
      const stream = await createSourceEventStream(args);
      if (!(Symbol.asyncIterator in stream)) return formatResult(stream);
      const { identity } = args.contextValue as OperationContext;
      const events = stream as AsyncIterableIterator<unknown>;
      const failure = (error: unknown) => format(toGraphQLError(error));
      return executeEach(events, args, services, identity, { result: formatResult, failure });
    },
    // graphql-js wraps the error that ended a stream, which hides its code.
    onError: (_context, _id, _payload, errors) =>
      errors.map((error) => {
        const { originalError } = error;
        return originalError instanceof GraphQLError ? originalError : error;
      }),
  });
  const { graphiql, hooks } = options;
  app.route({
    method: 'GET',
    url: '/graphql',
    handler: options.http,
    ...hooks,
    // Before the caller is identified: whoever is signed in may come here by a link on another site.
    ...(graphiql && { helmet: graphiql.helmet, onRequest: [graphiql.hook, ...hooks.onRequest] }),
    wsHandler: withoutErrorListeners(serve),
  });
}

function formatted(
  error: GraphQLError,
  formatError: SubscriptionOptions['formatError'],
): GraphQLError {
  const { message, extensions } = formatError(error.toJSON(), error);
  const { nodes, source, positions, path } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
