import { OperationTypeNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { getVariableValues } from 'graphql/execution/values';
import type { OperationContext } from '../context';
import { toGraphQLError } from '../to-graphql-error';
import { NotPlanned } from './plan';
import { Query } from './query';
import { RootFailed } from './run';

export interface Asked {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Record<string, unknown> | undefined;
  readonly context: OperationContext;
}

const codeOf = (error: unknown) => toGraphQLError(error).extensions['code'];

/** As many errors of variables as graphql-js reports; here one is enough to leave it the answer. */
const MAX_ERRORS = { maxErrors: 1 };

/**
 * Answers queries level by level. Undefined for everything else, and for a query of which anything fails or cannot be
 * shown: graphql-js executes it then, so that errors are those of graphql-js. It reads again, and does not write.
 * `unexpected` is told of errors that are none of the caller's, because graphql-js may succeed.
 */
export function answerQueries(
  schema: GraphQLSchema,
  unexpected: (error: unknown) => void,
): (asked: Asked) => Promise<Record<string, unknown> | undefined> {
  const known = new WeakMap<OperationDefinitionNode, Query | null>();
  return async ({ document, operation, variables, context }) => {
    if (operation.operation !== OperationTypeNode.QUERY) return undefined;
    let query = known.get(operation);
    if (query === null) return undefined;
    if (!query) known.set(operation, (query = new Query(schema, document, operation)));
    const declared = operation.variableDefinitions ?? [];
    const { coerced } = getVariableValues(schema, declared, variables ?? {}, MAX_ERRORS);
    if (!coerced) return undefined;
    try {
      return await query.run(context, coerced);
    } catch (error) {
      if (error instanceof RootFailed) context.failed = error;
      else if (error instanceof NotPlanned)
        return undefined; // the snapshot is as good as before
      else if (codeOf(error) === 'INTERNAL_SERVER_ERROR') unexpected(error);
      // A statement that failed has ended its transaction.
      await context.endReading();
      return undefined;
    }
  };
}
