import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { OperationContext } from '../graphql/context';
import { RETRY_AFTER_SECONDS, statusOf } from '../graphql/request-error';
import { outcomeUnknown } from '../graphql/to-graphql-error';

/**
 * `retryable` is about the whole request, which the client would send again as it is. So no error is retryable beside
 * a write that a retry would do twice. A response without data also gets the status and Retry-After for proxies.
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
          const retryable = result.errors.find(
            ({ extensions }) => extensions?.['retryable'] === true,
          );
          // An operation that was refused before it ran has its status already.
          if (retryable && !result.data && http.status === undefined) {
            http.status = statusOf(retryable.extensions?.['code']);
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
