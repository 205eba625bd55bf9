import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { toGraphQLError } from '../database/error-mapping';

const VARIABLE_PATH = /got invalid value .* at "([^"]+)"/;
const VARIABLE = /^Variable "\$([^"]+)"/;

/** What a client gets to see of an error; what is internal goes to the log and no further. */
export function formatErrorWith(logger: Logger) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = unwrapResolverError(error);
    // GraphQL's own errors (syntax, validation, coercion) are about the request and safe to show.
    const ours = cause instanceof GraphQLError ? cause : toGraphQLError(cause);
    const { code, details, ...rest } = (
      cause instanceof GraphQLError ? (formatted.extensions ?? {}) : ours.extensions
    ) as Record<string, unknown>;
    if (code === 'INTERNAL_SERVER_ERROR' || ours.originalError) {
      logger.error({ err: ours.originalError ?? cause }, 'request failed');
    }
    delete rest['stacktrace'];
    const field = coercedField(formatted.message);
    return {
      message: code === 'INTERNAL_SERVER_ERROR' ? 'Internal server error' : ours.message,
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: {
        code: code ?? 'INTERNAL_SERVER_ERROR',
        ...(details || field ? { details: details ?? { field } } : {}),
        ...rest,
      },
    };
  };
}

/** graphql-js says which variable is wrong in its message only. */
function coercedField(message: string): string | undefined {
  return VARIABLE_PATH.exec(message)?.[1] ?? VARIABLE.exec(message)?.[1];
}
