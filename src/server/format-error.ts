import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { toGraphQLError } from '../database/error-mapping';
import { literalField, variableField } from './coerced-field';
import { tokenLimit } from './operation-limits';
import { statementTimeout } from './statement-timeout';

/** Turns what Apollo would say of an error into what a client gets to see of it. */
export type FormatError = (
  formatted: GraphQLFormattedError,
  error: unknown,
) => GraphQLFormattedError;

const SUGGESTION = / ?Did you mean[^]+\?$/;

/**
 * What is internal goes to the log and no further. `hideSchema` leaves out the names that graphql-js suggests
 * in place of a wrong one.
 */
export function formatErrorWith(logger: Logger, hideSchema: boolean): FormatError {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    // GraphQL's own errors (syntax, validation, coercion) are about the request and safe to show.
    const ours =
      cause instanceof GraphQLError
        ? (tokenLimit(cause.message) ?? cause)
        : (statementTimeout(cause) ?? toGraphQLError(cause));
    const { code, details, ...rest } = extensionsOf(formatted, cause, ours);
    if (code === 'INTERNAL_SERVER_ERROR' || code === 'DATABASE_UNAVAILABLE') {
      logger.error({ err: ours.originalError ?? cause }, 'request failed');
    }
    delete rest['stacktrace'];
    delete rest['http'];
    const message = code === 'INTERNAL_SERVER_ERROR' ? 'Internal server error' : ours.message;
    return {
      message: hideSchema ? message.replace(SUGGESTION, '') : message,
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: {
        code: code ?? 'INTERNAL_SERVER_ERROR',
        ...(details ? { details } : {}),
        ...rest,
      },
    };
  };
}

/** The extensions, and for a value that is not of its type the same code and field wherever it stood. */
function extensionsOf(
  formatted: GraphQLFormattedError,
  cause: unknown,
  ours: GraphQLError,
): Record<string, unknown> {
  if (cause !== ours) return ours.extensions;
  // Validation gives every error its own code; a limit's says more.
  const limit = ours.originalError;
  if (limit instanceof GraphQLError && limit.extensions['code']) return limit.extensions;
  const extensions = { ...formatted.extensions };
  const { code } = extensions;
  if (extensions['details'] !== undefined) return extensions;
  const field =
    code === 'BAD_USER_INPUT'
      ? variableField(formatted)
      : code === 'GRAPHQL_VALIDATION_FAILED'
        ? literalField(ours)
        : undefined;
  return field ? { ...extensions, code: 'BAD_USER_INPUT', details: { field } } : extensions;
}
