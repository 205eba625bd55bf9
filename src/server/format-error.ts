import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { toGraphQLError } from '../database/error-mapping';
import { literalField, variableField } from './coerced-field';

/** What a client gets to see of an error; what is internal goes to the log and no further. */
export function formatErrorWith(logger: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = unwrapResolverError(error);
    // GraphQL's own errors (syntax, validation, coercion) are about the request and safe to show.
    const ours = cause instanceof GraphQLError ? cause : toGraphQLError(cause);
    const { code, details, ...rest } = extensionsOf(formatted, cause, ours);
    if (code === 'INTERNAL_SERVER_ERROR' || code === 'DATABASE_UNAVAILABLE') {
      logger.error({ err: ours.originalError ?? cause }, 'request failed');
    }
    delete rest['stacktrace'];
    return {
      message: code === 'INTERNAL_SERVER_ERROR' ? 'Internal server error' : ours.message,
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
  if (!(cause instanceof GraphQLError)) return ours.extensions;
  const extensions = { ...formatted.extensions };
  const { code } = extensions;
  if (extensions['details'] !== undefined) return extensions;
  const field =
    code === 'BAD_USER_INPUT'
      ? variableField(formatted)
      : code === 'GRAPHQL_VALIDATION_FAILED'
        ? literalField(cause)
        : undefined;
  return field ? { ...extensions, code: 'BAD_USER_INPUT', details: { field } } : extensions;
}
