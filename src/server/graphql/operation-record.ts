import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { OperationContext } from './context';
import type { RequestMetrics } from '../metrics/request-metrics';
import { shortName } from '../http/request-record';

/** Records an operation's name, type and error codes for the log line and the metrics of its request. */
export function recordOperations(metrics: RequestMetrics): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: ({ contextValue }) => {
      const record = contextValue.request?.record;
      return Promise.resolve({
        didResolveOperation: ({ operation, operationName }) => {
          if (record) {
            record.operationType = operation?.operation;
            record.operationName = shortName(operationName);
          }
          return Promise.resolve();
        },
        willSendResponse: ({ response: { body } }) => {
          const errors = (body.kind === 'single' && body.singleResult.errors) || [];
          record?.codes.push(...codesOf(errors, metrics));
          return Promise.resolve();
        },
      });
    },
  };
}

/** The codes of a response's errors. Each refusal by a rule is counted. */
export function codesOf(
  errors: readonly GraphQLFormattedError[],
  metrics: RequestMetrics,
): string[] {
  return errors.map(({ extensions }) => {
    const code = String(extensions?.['code']);
    if (extensions?.['rule'] !== undefined) metrics.refusedByRule(code);
    return code;
  });
}
