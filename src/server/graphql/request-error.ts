import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Denial } from '../../auth/denied';

/** The Retry-After of errors that do not know a better time. */
export const RETRY_AFTER_SECONDS = 1;

const DENIALS: Record<Denial, string> = {
  missing:
    'This needs a session, or a token in the header "authorization: Bearer TOKEN": the request has neither',
  wrong: 'The token or session is not valid here',
  expired: 'The token or session has expired: sign in again, or get a new token',
  disabled:
    'The token or session was revoked (a session, by a new password too), or its user is switched off: sign in again, or ask an admin',
};

/** The error of a request whose caller could not be identified; `details.reason` says why. */
export function unauthenticated(reason: Denial): GraphQLError {
  return requestError('UNAUTHENTICATED', DENIALS[reason], { details: { reason } });
}

/** The HTTP status of an error that fails the whole request. */
const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401,
  SIGN_IN_FAILED: 401,
  FORBIDDEN: 403,
  ORIGIN_REFUSED: 403,
  ORIGIN_NOT_ALLOWED: 403,
  NOT_FOUND: 404,
  REQUEST_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  SIGN_IN_LIMITED: 429,
  TOO_MANY_EXPORTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  CONFLICT_RETRY: 503,
  DATABASE_UNAVAILABLE: 503,
  IDENTITY_UNAVAILABLE: 503,
  OUTCOME_UNKNOWN: 503,
  OVERLOADED: 503,
  REQUEST_TIMEOUT: 503,
  SHUTTING_DOWN: 503,
};

export function statusOf(code: unknown): number {
  return STATUS[String(code)] ?? 400;
}

/**
 * An error of the request as a whole, thrown before anything was executed. With `retryAfter` (seconds) the client may
 * send it again then. Apollo takes `http` out of the extensions.
 */
export function requestError(
  code: string,
  message: string,
  more: { details?: Record<string, unknown>; retryAfter?: number } = {},
): GraphQLError {
  const { details, retryAfter } = more;
  const headers = new HeaderMap();
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter));
  return new GraphQLError(message, {
    extensions: {
      code,
      ...(details ? { details } : {}),
      ...(retryAfter === undefined ? {} : { retryable: true }),
      http: { status: statusOf(code), headers },
    },
  });
}

/** The HTTP response for an error outside of a GraphQL operation. */
export function answerOf(error: GraphQLError): {
  status: number;
  headers: Record<string, string>;
  body: { errors: { message: string; extensions: Record<string, unknown> }[] };
} {
  const { http, ...extensions } = error.extensions;
  const { headers } = (http ?? {}) as { headers?: HeaderMap };
  const all = new Map(headers);
  if (extensions['retryable'] === true && !all.has('retry-after')) {
    all.set('retry-after', String(RETRY_AFTER_SECONDS));
  }
  return {
    status: statusOf(extensions['code']),
    headers: Object.fromEntries(all),
    body: { errors: [{ message: error.message, extensions }] },
  };
}
