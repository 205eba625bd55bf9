import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { literalField, variableField } from './coerced-field';
import { tokenLimit } from './operation-limits';
import { toGraphQLError } from './to-graphql-error';

/** Turns what Apollo would say of an error into what a client gets to see of it. */
export type FormatError = (
  formatted: GraphQLFormattedError,
  error: unknown,
) => GraphQLFormattedError;

/** What whoever runs the server should hear of. */
const LOGGED = new Set(['INTERNAL_SERVER_ERROR', 'DATABASE_UNAVAILABLE', 'OUTCOME_UNKNOWN']);

const SUGGESTION = 'Did you mean';
/** What graphql-js says of a value that it could not take, and of those after the fiftieth. */
const BAD_VALUE =
  /^(Variable "\$|Argument "(\w+)" (of|has invalid value) |Too many errors processing variables)/;

/**
 * What is internal goes to the log and no further. `hideSchema` leaves out the names that graphql-js suggests
 * in place of a wrong one.
 */
export function formatErrorWith(logger: Logger, hideSchema: boolean): FormatError {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    // GraphQL's own errors (syntax, validation, coercion) are about the request and safe to show.
    const ours =
      cause instanceof GraphQLError ? (tokenLimit(cause.message) ?? cause) : toGraphQLError(cause);
    const {
      code = 'INTERNAL_SERVER_ERROR',
      details,
      ...rest
    } = extensionsOf(formatted, cause, ours);
    if (typeof code !== 'string' || LOGGED.has(code)) {
      logger.error({ err: ours.originalError ?? cause }, 'request failed');
    }
    delete rest['stacktrace'];
    delete rest['http'];
    const message = code === 'INTERNAL_SERVER_ERROR' ? 'Internal server error' : ours.message;
    return {
      message: hideSchema ? withoutSuggestion(message) : message,
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: {
        code,
        ...(details ? { details } : {}),
        ...rest,
      },
    };
  };
}

/** The message without the names that end it. By search, not by pattern: a client writes a megabyte of these words. */
function withoutSuggestion(message: string): string {
  const at = message.endsWith('?') ? message.lastIndexOf(SUGGESTION) : -1;
  return at < 0 ? message : message.slice(0, at).trimEnd();
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
  if (code === 'GRAPHQL_VALIDATION_FAILED') {
    const field = literalField(ours);
    return field ? { ...extensions, code: 'BAD_USER_INPUT', details: { field } } : extensions;
  }
  // Apollo gives its code to variables over HTTP alone; nobody gives one to an argument.
  const bad = BAD_VALUE.exec(ours.message);
  if (!bad && code !== 'BAD_USER_INPUT') return extensions;
  const field = bad?.[2] ?? variableField(formatted);
  return { ...extensions, code: 'BAD_USER_INPUT', ...(field ? { details: { field } } : {}) };
}
