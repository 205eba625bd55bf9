import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { OperationTypeNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Admission } from '../http/admission';
import type { OperationContext } from './context';
import type { FormatError } from './format-error';
import { checkCost, limitRules } from './operation-limits';
import { recordOperations } from './operation-record';
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
  /** With them nothing else is executed. */
  readonly trusted: TrustedDocuments | undefined;
}

/** What executes queries and mutations, with every limit that an operation can break. */
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
    // Not Apollo's own way, by which any client may store documents here.
    persistedQueries: trusted ? { cache: trusted.cache } : false,
    parseOptions: { maxTokens: settings.maxTokens },
    validationRules: limitRules(settings),
    // Whoever starts the server stops it, in order; Apollo's own handlers would wait for each other.
    stopOnTerminationSignals: false,
    formatError,
    plugins: [
      // It wraps every field's resolver, for a header that no ledger should send.
      ApolloServerPluginCacheControlDisabled(),
      ...(production ? [ApolloServerPluginLandingPageDisabled()] : []),
      answerRetryable(), // before the answer's codes are recorded
      recordOperations(options.metrics),
      guardOperations(options),
    ],
  });
}

/** Refuses what may not run, before anything of it has run, and ends what it read with. */
function guardOperations(options: OperationOptions): ApolloServerPlugin<OperationContext> {
  const { schema, settings, admission, trusted } = options;
  return {
    requestDidStart: () => {
      let leave = () => {};
      return Promise.resolve({
        didResolveOperation: ({ source, document, operation, request }) => {
          trusted?.check(source);
          if (!operation) return Promise.resolve(); // Apollo refuses it
          if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw notOverHttp();
          const { variables } = request;
          checkCost({ schema, document, operation, variables }, settings.maxCost);
          leave = admission.enter();
          return Promise.resolve();
        },
        // An answer is whole before its snapshot ends, and its connection serves the next.
        willSendResponse: async ({ contextValue }) => {
          await contextValue.finish();
          leave();
        },
      });
    },
  };
}

function notOverHttp(): GraphQLError {
  return requestError(
    'BAD_REQUEST',
    'Subscriptions are served over WebSocket (graphql-transport-ws)',
  );
}
