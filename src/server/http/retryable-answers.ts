import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { OperationContext } from '../graphql/context';
import { RETRY_AFTER_SECONDS, statusOf } from '../graphql/request-error';
import { outcomeUnknown } from '../graphql/to-graphql-error';

/**
 * `retryable` is said of the whole request: it goes out again as it is. So it holds for no error beside a write
 * that would then be done twice. An answer that is nothing but errors tells a proxy too when to come back.
 */
export function answerRetryable(): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: ({ contextValue }) =>
      Promise.resolve({
        willSendResponse: ({ response: { body, http } }) => {
          const result = body.kind === 'single' ? body.singleResult : undefined;
          if (!result?.errors) return Promise.resolve();
          if (contextValue.request?.record.unrepeatable) {
            result.errors = result.errors.map(withoutRetry);
          }
          const away = result.errors.find(({ extensions }) => extensions?.['retryable'] === true);
          // Refused before it ran it has a status already.
          if (away && !result.data && http.status === undefined) {
            http.status = statusOf(away.extensions?.['code']);
            http.headers.set('retry-after', String(RETRY_AFTER_SECONDS));
          }
          return Promise.resolve();
        },
      }),
  };
}

function withoutRetry(error: GraphQLFormattedError): GraphQLFormattedError {
  if (error.extensions?.['retryable'] !== true) return error;
  const { message, extensions } = outcomeUnknown();
  return { ...error, message, extensions };
}
