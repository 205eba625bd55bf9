import websocket from '@fastify/websocket';
import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import {
  createSourceEventStream,
  execute,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  validate,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import { verifyToken, type Identity } from '../auth/token';
import { RequestContext, type Services } from './context';

interface SubscriptionOptions {
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly jwtSecret: Uint8Array;
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  /** What answers a GET of the same path that is no WebSocket. */
  readonly http: RouteHandlerMethod;
}

const MAX_MESSAGE = 64 * 1024;

/**
 * Serves subscriptions at /graphql over WebSocket (graphql-transport-ws). The token comes in
 * connection_init as `{"authorization": "Bearer ..."}`. Queries and mutations stay with HTTP.
 */
export async function serveSubscriptions(
  app: FastifyInstance,
  { schema, services, jwtSecret, formatError, http }: SubscriptionOptions,
): Promise<void> {
  const identities = new WeakMap<object, Identity>();
  const format = (result: ExecutionResult): ExecutionResult =>
    result.errors
      ? { ...result, errors: result.errors.map((error) => formatted(error, formatError)) }
      : result;

  await app.register(websocket, { options: { maxPayload: MAX_MESSAGE } });
  app.route({
    method: 'GET',
    url: '/graphql',
    handler: http,
    wsHandler: makeHandler({
      schema,
      onConnect: async (connection) => {
        const identity = await identityOf(connection.connectionParams, jwtSecret);
        if (!identity) return false; // closed with 4403 Forbidden
        identities.set(connection.extra, identity);
        return true;
      },
      onSubscribe: (connection, _id, { query, operationName, variables }) => {
        try {
          const document = parse(query);
          const operation = getOperationAST(document, operationName);
          if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) {
            return [new GraphQLError('Only subscriptions are served here; send it over HTTP')];
          }
          const errors = validate(schema, document);
          if (errors.length > 0) return errors;
          const identity = identities.get(connection.extra);
          return {
            schema,
            document,
            operationName,
            variableValues: variables,
            contextValue: new RequestContext(services, identity),
          };
        } catch (error) {
          return [error as GraphQLError]; // a syntax error
        }
      },
      subscribe: async (args) => {
        const stream = await createSourceEventStream(args);
        if (!(Symbol.asyncIterator in stream)) return format(stream);
        const { identity } = args.contextValue as RequestContext;
        const events = stream as AsyncIterableIterator<unknown>;
        return eachInItsOwn(events, args, services, identity, format);
      },
    }),
  });
}

/** Answers each event with a snapshot of its own: the figures beside a movement are those of that moment. */
function eachInItsOwn(
  events: AsyncIterableIterator<unknown>,
  args: ExecutionArgs,
  services: Services,
  identity: Identity | undefined,
  format: (result: ExecutionResult) => ExecutionResult,
): AsyncIterableIterator<ExecutionResult> {
  const answer = async (rootValue: unknown): Promise<ExecutionResult> => {
    const contextValue = new RequestContext(services, identity);
    try {
      return format(await execute({ ...args, rootValue, contextValue }));
    } finally {
      await contextValue.finish();
    }
  };
  // Not a generator: one that waits for an event would return only after it.
  return {
    async next() {
      const { value, done } = await events.next();
      return done ? { value: undefined, done } : { value: await answer(value), done: false };
    },
    async return() {
      await events.return?.();
      return { value: undefined, done: true };
    },
    async throw(error) {
      await events.throw?.(error);
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function formatted(
  error: GraphQLError,
  formatError: SubscriptionOptions['formatError'],
): GraphQLError {
  const { message, extensions } = formatError(error.toJSON(), error);
  const { nodes, source, positions, path } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}

async function identityOf(
  parameters: Record<string, unknown> | undefined,
  secret: Uint8Array,
): Promise<Identity | undefined> {
  const given = parameters?.['authorization'] ?? parameters?.['Authorization'];
  const [scheme, token] = typeof given === 'string' ? given.split(' ') : [];
  if (scheme?.toLowerCase() !== 'bearer' || !token) return undefined;
  try {
    return await verifyToken(token, secret);
  } catch {
    return undefined;
  }
}
