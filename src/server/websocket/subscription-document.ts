import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
} from 'graphql';
import type { OperationOptions } from '../graphql/apollo';
import { checkCost, limitRules } from '../graphql/operation-limits';
import { requestError } from '../graphql/request-error';

interface SubscriptionRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
}

/** Checks a subscription against the limits of operations over HTTP. Returns its document, or the errors. */
export function checkSubscription(
  { query, operationName, variables }: SubscriptionRequest,
  { schema, settings, trusted }: OperationOptions,
): DocumentNode | GraphQLError[] {
  try {
    trusted?.check(query);
    const document = parse(query, { maxTokens: settings.maxTokens });
    const operation = getOperationAST(document, operationName);
    if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) {
      return [requestError('BAD_REQUEST', 'Only subscriptions are served here; send it over HTTP')];
    }
    const errors = validate(schema, document, [...specifiedRules, ...limitRules(settings)]);
    if (errors.length > 0) return errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
    checkCost({ schema, document, operation, variables }, settings.maxCost);
    return document;
  } catch (error) {
    return [coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')];
  }
}

/** An error of graphql-js with the code that Apollo sets over HTTP. */
function coded(error: GraphQLError, code: string): GraphQLError {
  if (error.extensions['code'] !== undefined) return error;
  const { message, nodes, source, positions } = error;
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}
