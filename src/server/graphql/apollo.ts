import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import {
  OperationTypeNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Logger } from 'pino';
import type { Admission } from '../http/admission';
import type { OperationContext } from './context';
import type { FormatError } from './format-error';
import { answerQueries } from './levels/answer';
import { checkCost, limitRules } from './operation-limits';
import { recordOperations } from './operation-record';
import { POSITION_HEADER, positionOf } from '../reads';
import { printPosition } from '../../database/replica/positions';
import { requestError } from './request-error';
import type { RequestMetrics } from '../metrics/request-metrics';
import { answerRetryable } from '../http/retryable-answers';
import type { ServerSettings } from '../../config';
import type { TrustedDocuments } from './trusted-documents';

export interface OperationOptions {
  readonly schema: GraphQLSchema;
  readonly settings: ServerSettings;
  readonly formatError: FormatError;
  readonly admission: Admission;
  readonly metrics: RequestMetrics;
  readonly logger: Logger;
  /** The only documents that are executed; undefined: any document is. */
  readonly trusted: TrustedDocuments | undefined;
}

/** Executes queries and mutations, within every limit on operations. */
export function createApollo(
  options: OperationOptions & { readonly production: boolean },
): ApolloServer<OperationContext> {
  const { schema, settings, formatError, production, trusted } = options;
  return new ApolloServer<OperationContext>({
    schema,
    logger: options.logger,
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    // Apollo's own persisted queries would let any client store documents here.
    persistedQueries: trusted ? { cache: trusted.cache } : false,
    parseOptions: { maxTokens: settings.maxTokens },
    validationRules: limitRules(settings),
    // startServer's close() stops everything in order; Apollo's signal handlers would run beside it.
    stopOnTerminationSignals: false,
    formatError,
    plugins: [
      // It wraps every field's resolver, for a cache header that a ledger must not send.
      ApolloServerPluginCacheControlDisabled(),
      // Apollo's page loads its scripts from elsewhere; ours is http/graphiql-page.ts.
      ApolloServerPluginLandingPageDisabled(),
      answerRetryable(), // it may change codes, so it comes before they are recorded
      recordOperations(options.metrics),
      guardOperations(options),
      answerByLevels(options),
    ],
  });
}

/** Checks an operation before anything of it runs, and ends its snapshot when the response is complete. */
function guardOperations(options: OperationOptions): ApolloServerPlugin<OperationContext> {
  const { schema, settings, admission, trusted } = options;
  return {
    requestDidStart: () => {
      let leave = () => {};
      return Promise.resolve({
        didResolveOperation: ({ source, document, operation, request, contextValue }) => {
          trusted?.check(source);
          positionOf(contextValue.request?.headers ?? {});
          if (!operation) return Promise.resolve(); // Apollo answers with an error
          if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw notOverHttp();
          const { variables } = request;
          checkCost({ schema, document, operation, variables }, settings.maxCost);
          leave = admission.enter();
          return Promise.resolve();
        },
        // The response is complete here, so the connection can serve the next operation.
        willSendResponse: async ({ contextValue, operation, response }) => {
          if (operation?.operation === OperationTypeNode.MUTATION) {
            const { position } = contextValue;
            if (position !== undefined) {
              response.http.headers.set(POSITION_HEADER, printPosition(position));
            }
          }
          await contextValue.finish();
          leave();
        },
      });
    },
  };
}

/** Answers most queries before Apollo executes them with graphql-js, which answers the others. */
function answerByLevels({
  schema,
  logger,
}: OperationOptions): ApolloServerPlugin<OperationContext> {
  const answer = answerQueries(schema, (err) => logger.error({ err }, 'query not read ahead'));
  return {
    requestDidStart: () =>
      Promise.resolve({
        responseForOperation: async ({ document, operation, request, contextValue, response }) => {
          // Apollo asks here too where no operation has the requested name, whatever its types say, and refuses it then.
          if (!(operation as OperationDefinitionNode | undefined)) return null;
          const { variables } = request;
          const query = { document, operation, variables, context: contextValue };
          if (operation.operation === OperationTypeNode.QUERY) await contextValue.readReplica();
          let data = await answer(query);
          if (!data && (await contextValue.leaveReplica())) data = await answer(query);
          if (!data) return null;
          return { http: response.http, body: { kind: 'single', singleResult: { data } } };
        },
      }),
  };
}

function notOverHttp(): GraphQLError {
  return requestError(
    'BAD_REQUEST',
    'Subscriptions are served over WebSocket (graphql-transport-ws)',
  );
}
