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
  NOT_FOUND: 'Nothing is served at this path.',
  QUERY_TOO_COMPLEX:
    'The document breaks a limit: `details.limit` is depth, aliases, directives, tokens or cost (objects in the answer, lists in lists multiplied), `details.maximum` what it is. Nothing was executed.',
  REQUEST_TOO_LARGE: 'The request has more than `details.maximum` bytes. Nothing was executed.',
  RATE_LIMITED:
    'The actor sent more than `details.maximum` requests in a minute; `retryable` is true. Try again after Retry-After seconds; nothing was executed.',
  OVERLOADED:
    'Too many requests wait for the database; `retryable` is true. Try again after Retry-After seconds; nothing was executed.',
  REQUEST_TIMEOUT:
    'The request took too long; `retryable` is true. A write with an idempotencyKey may have been done: send it again with the same one.',
  SHUTTING_DOWN:
    'The server is ending; `retryable` is true. Nothing was executed: send it again, another server may answer.',
  IDENTITY_UNAVAILABLE:
    "The token cannot be checked, because its issuer's keys cannot be had; `retryable` is true.",
  DOCUMENT_NOT_TRUSTED: 'The server executes only documents that it was given, and this is none.',
  PERSISTED_QUERY_NOT_FOUND: 'The server was given no document of this sha256.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'The server takes documents by their text only.',
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
    'The database cannot be reached, or went away before it answered; `retryable` is true. Send it again after Retry-After seconds, with the same idempotencyKey: what had been written is answered, and not written twice.',
  OUTCOME_UNKNOWN:
    'The connection was lost, or the time was over, and something without an idempotencyKey was written or may have been; `retryable` is false. Read what it would have changed before you send it again. With an idempotencyKey the code is DATABASE_UNAVAILABLE or REQUEST_TIMEOUT, and sending it again is safe.',
  INTERNAL_SERVER_ERROR: "A bug. The cause is in the server's log and nowhere else.",
  SYNC_RUNNING:
    'Another run of this sync source is under way; `retryable` is true. Try again when it is done.',
  SYNC_PATH_OUTSIDE:
    "The source's path leads out of the tenant's sync folder, by its steps or by a link.",
  SYNC_FILE_MISSING: "There is no such file in the tenant's sync folder, or it cannot be opened.",
  SYNC_FILE_BUSY:
    'Another program kept the file locked for longer than a run waits; `retryable` is true.',
  SYNC_FILE_BROKEN:
    'The file is no SQLite database, damaged or cut off, or its tables cannot be used as they are: the message says why.',
  SYNC_FILE_READ_ONLY: 'The file or view may not be written: nothing can be exported to it.',
  SYNC_TABLE_UNKNOWN: 'The file has no such table; `details.table` names it.',
  SYNC_COLUMN_UNKNOWN: 'The table has no such column; `details.column` names it.',
  SYNC_MAPPING_INVALID:
    'A field mapping cannot be used; `details.field` is the path to what is wrong.',
  SYNC_INTERRUPTED:
    'The run was stopped; `retryable` is true. What it had done stands, and another run goes on from there.',
};
