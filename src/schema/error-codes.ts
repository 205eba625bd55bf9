/** The codes that are no rule of the database: what each means and what to do about it. */
export const API_CODES: Record<string, string> = {
  UNAUTHENTICATED: 'The request has no token, or one that is forged or expired. Get a new one.',
  FORBIDDEN: 'The role of the token may not do this; `details.needed` is what may.',
  BAD_USER_INPUT:
    'A value is malformed or out of its range; `details.field` is the path to it. Nothing was written.',
  INVALID_CURSOR: 'The cursor is not one that this list gave out; `details.field` names it.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  OPERATION_RESOLUTION_FAILURE: 'The document has no operation of the name asked for.',
  BAD_REQUEST: 'The HTTP request is not one of GraphQL.',
  ADJUSTMENT_UNKNOWN: 'There is no such adjustment; `details.field` names the id.',
  RECONCILIATION_RUNNING:
    'Another reconciliation of this tenant is running. Try again when it is done.',
  RESERVATION_UNKNOWN: 'There is no such reservation; `details.field` names the id.',
  CORRECTION_UNKNOWN: 'There is no such channel correction; `details.field` names the id.',
  STALE_VERSION:
    'It has changed since it was read; `details.current` is what it is now. Read it again and decide anew.',
  CONFLICT_RETRY:
    'The request met too many others at once; `retryable` is true. Send it again, with the same idempotencyKey.',
  DATABASE_UNAVAILABLE:
    'The database cannot be reached, or went away before it answered; `retryable` is true. Send it again, with the same idempotencyKey.',
  INTERNAL_SERVER_ERROR: "A bug. The cause is in the server's log and nowhere else.",
};
