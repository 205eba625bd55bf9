import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { literalField, variableField } from './coerced-field';
import { tokenLimit } from './operation-limits';
import { toGraphQLError } from './to-graphql-error';

/** Turns an error as Apollo formats it into what the client receives. */
export type FormatError = (
  formatted: GraphQLFormattedError,
  error: unknown,
) => GraphQLFormattedError;

/** Codes of errors that the operator needs to see. */
const LOGGED = new Set([
  'INTERNAL_SERVER_ERROR',
  'DATABASE_UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  'VALUE_NOT_REPRESENTABLE',
]);

/** graphql-js on a stored value that is none of its field's type. */
const NOT_REPRESENTABLE = /^(?:Enum "\w+"|Int|Float|ID|String|Boolean) cannot represent\b/;

const SUGGESTION = 'Did you mean';
/** graphql-js on values of the wrong type, and its message in place of errors after the fiftieth. */
const BAD_VALUE =
  /^(Variable "\$|Argument "(\w+)" (of|has invalid value) |Too many errors processing variables)/;

/**
 * Details of internal errors go to the log only. `hideSchema` removes the names that graphql-js suggests in place
 * of an unknown one.
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
    } = withField(formatted, extensionsOf(formatted, cause, ours));
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

/** The extensions of a field that cannot be shown, with its path. Before anything is executed an error has no path. */
function withField(
  { path, message }: GraphQLFormattedError,
  extensions: Record<string, unknown>,
): Record<string, unknown> {
  const { code, details } = extensions;
  const ours = code === 'VALUE_NOT_REPRESENTABLE';
  if (!path || (!ours && !(code === 'INTERNAL_SERVER_ERROR' && NOT_REPRESENTABLE.test(message)))) {
    return extensions;
  }
  const field = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return {
    code: 'VALUE_NOT_REPRESENTABLE',
    details: { field: field.slice(1), ...(details as object | undefined) },
  };
}

/** The message without the suggested names at its end. No regular expression: a client can send a megabyte of text like this. */
function withoutSuggestion(message: string): string {
  const at = message.endsWith('?') ? message.lastIndexOf(SUGGESTION) : -1;
  return at < 0 ? message : message.slice(0, at).trimEnd();
}

/** The extensions. A value of the wrong type gets the same code and field in a variable and in the document. */
function extensionsOf(
  formatted: GraphQLFormattedError,
  cause: unknown,
  ours: GraphQLError,
): Record<string, unknown> {
  if (cause !== ours) return ours.extensions;
  // Validation gives all its errors one code; a limit's own code says more.
  const limit = ours.originalError;
  if (limit instanceof GraphQLError && limit.extensions['code']) return limit.extensions;
  const extensions = { ...formatted.extensions };
  const { code } = extensions;
  if (extensions['details'] !== undefined) return extensions;
  if (code === 'GRAPHQL_VALIDATION_FAILED') {
    const field = literalField(ours);
    return field ? { ...extensions, code: 'BAD_USER_INPUT', details: { field } } : extensions;
  }
  // Apollo sets a code for variables over HTTP only, and none for an argument.
  const bad = BAD_VALUE.exec(ours.message);
  if (!bad && code !== 'BAD_USER_INPUT') return extensions;
  const field = bad?.[2] ?? variableField(formatted);
  return { ...extensions, code: 'BAD_USER_INPUT', ...(field ? { details: { field } } : {}) };
}
