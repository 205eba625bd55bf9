import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import type {
  DocumentNode,
  GraphQLError,
  GraphQLSchema,
  OperationDefinitionNode,
  ValidationContext,
  ValidationRule,
} from 'graphql';
import { operationCost } from './operation-cost';
import { requestError } from './request-error';
import type { ServerSettings } from '../../config';

/** Validation rules that limit a document's depth, aliases and directives. */
export function limitRules(
  limits: Pick<ServerSettings, 'maxDepth' | 'maxAliases' | 'maxDirectives'>,
): ValidationRule[] {
  const options = (limit: string, maximum: number) => ({
    n: maximum,
    propagateOnRejection: false, // report it like other errors, do not throw
    onReject: [
      (context: ValidationContext | null) => context?.reportError(tooComplex(limit, maximum)),
    ],
  });
  const rules = [
    maxDepthRule({ ...options('depth', limits.maxDepth), flattenFragments: true }),
    maxAliasesRule(options('aliases', limits.maxAliases)),
    maxDirectivesRule(options('directives', limits.maxDirectives)),
  ];
  return rules;
}

/** Throws QUERY_TOO_COMPLEX when the estimated answer is too large. */
export function checkCost(
  asked: {
    schema: GraphQLSchema;
    document: DocumentNode;
    operation: OperationDefinitionNode;
    variables?: Record<string, unknown> | null | undefined;
  },
  maximum: number,
): void {
  const { schema, document, operation, variables } = asked;
  // Without variables it is worked out once for a document, which Apollo keeps.
  const known = operation.variableDefinitions?.length ? undefined : costs.get(operation);
  const cost = known ?? operationCost(schema, document, operation, variables ?? {});
  costs.set(operation, cost);
  if (cost > maximum) throw tooComplex('cost', maximum, { cost });
}

const costs = new WeakMap<OperationDefinitionNode, number>();

const TOO_MANY_TOKENS = /Document contains more \w+ (\d+) tokens/;

/** The error for too many tokens, which graphql-js reports by its message only. */
export function tokenLimit(message: string): GraphQLError | undefined {
  const maximum = TOO_MANY_TOKENS.exec(message)?.[1];
  return maximum === undefined ? undefined : tooComplex('tokens', Number(maximum));
}

function tooComplex(limit: string, maximum: number, found: object = {}): GraphQLError {
  return requestError(
    'QUERY_TOO_COMPLEX',
    `The limit of ${limit} is ${maximum}: ask for less at once`,
    {
      details: { limit, maximum, ...found },
    },
  );
}
