/** The codes that are not rules of the database: the meaning of each and what to do about it. */
export const API_CODES: Record<string, string> = {
  UNAUTHENTICATED:
    '`details.reason` says why nobody was identified: `missing` (neither a token nor a session), `wrong` (forged, malformed, or not of this server), `expired`, or `disabled` (revoked, such as a session by a new password, or its user is switched off). Sign in, or get a new token. Over HTTP the status is 401 everywhere; a WebSocket is closed with 4401.',
  SIGN_IN_FAILED:
    'The email address or the password is wrong (`details.reason` is `wrong`), or the account is switched off (`disabled`). At the identity provider a page says why nobody was signed in.',
  SIGN_IN_LIMITED:
    'Ten attempts for the account or a hundred from the network address failed within 15 minutes; `retryable` is true. Wait for `details.retryAfterSeconds` (the header Retry-After says the same), or use a link that an admin makes.',
  ORIGIN_REFUSED:
    'A request with the cookie of a session came from a page of another origin than `details.expected`. Behind a proxy set BINCARD_PUBLIC_URL.',
  API_TOKEN_UNKNOWN: 'There is no such API token of yours; an admin may revoke any.',
  FORBIDDEN: 'The role of the caller may not do this; `details.needed` is the role that may.',
  ORIGIN_NOT_ALLOWED:
    'A page of another origin asked by a preflight whether it may use the API. Add its origin to `BINCARD_CORS_ORIGINS`.',
  COUNT_BLIND:
    'What is expected and counted of a batch in a blind count is shown to nobody before it is settled. `details.field` is the figure; ask for `figures`, which is null until then. A mutation that is asked for one is refused before it has written.',
  BAD_USER_INPUT:
    'A value is malformed or out of range; `details.field` is the path to it. Nothing was written.',
  INVALID_CURSOR: 'The cursor does not come from this list; `details.field` names the argument.',
  LOG_POSITION_INVALID:
    'The header `bincard-log-position` is not a position that a write was answered with. Nothing was executed: send it as it came, or not at all.',
  GRAPHQL_PARSE_FAILED: 'The document is not valid GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  OPERATION_RESOLUTION_FAILURE: 'The document has no operation of the requested name.',
  BAD_REQUEST: 'The HTTP request is not a GraphQL request.',
  NOT_FOUND: 'There is nothing at this path.',
  QUERY_TOO_COMPLEX:
    'The document exceeds a limit: `details.limit` is depth, aliases, directives, tokens or cost (objects in the answer; nested lists multiply), and `details.maximum` its value. Nothing was executed.',
  REQUEST_TOO_LARGE: 'The request has more than `details.maximum` bytes. Nothing was executed.',
  RATE_LIMITED:
    'The actor sent more than `details.maximum` requests in a minute; `retryable` is true. Nothing was executed: try again after Retry-After seconds.',
  TOO_MANY_EXPORTS:
    'The actor or the tenant (`details.limit` says which) has `details.maximum` exports under way already; `retryable` is true. Try again after Retry-After seconds.',
  EXPORT_TOO_SLOW:
    'In the log and the metrics only: the reader of an export took less than BINCARD_EXPORT_PACE_KB in BINCARD_EXPORT_PACE_MS while data waited for it, and its connection was closed before the end.',
  OVERLOADED:
    'Too many requests wait for the database, or (`details.limit` is exports) all exports of the server are under way; `retryable` is true. Nothing was executed: try again after Retry-After seconds.',
  REQUEST_TIMEOUT:
    'The request took too long; `retryable` is true. A write with an idempotencyKey may have been done: send it again with the same key.',
  SHUTTING_DOWN:
    'The server is shutting down; `retryable` is true. Nothing was executed: send the request again, another server may answer.',
  IDENTITY_UNAVAILABLE:
    'The token cannot be checked, because the public keys of its issuer cannot be read, or the identity provider does not answer; `retryable` is true.',
  DOCUMENT_NOT_TRUSTED:
    'The server executes only the documents that it was given, and not this one.',
  PERSISTED_QUERY_NOT_FOUND: 'The server has no document with this sha256.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'The server accepts documents by their text only.',
  AMOUNT_INVALID:
    'An amount is not a decimal number: digits with a point, without spaces, signs or an exponent. `details.field` is the path to it.',
  AMOUNT_NOT_WHOLE:
    'An amount is not a whole number of base units. `details.nearest` has the two next to it, each as an amount of the unit and as a quantity in base units; the amount is null where no decimal number is exact.',
  QUANTITY_OR_AMOUNT: 'A line gives both a quantity and an amount, or neither.',
  BATCH_OR_LOT:
    'A line names both a batch and a lot of a product, or neither, or only half of the latter.',
  BATCH_AMBIGUOUS:
    'Several batches of the lot are at the location; `details.batchIds` has their ids. Name one of them by `batchId`.',
  ADJUSTMENT_UNKNOWN: 'There is no such adjustment; `details.field` names the id.',
  ASSEMBLY_UNKNOWN: 'There is no such assembly; `details.field` names the id.',
  RECONCILIATION_RUNNING:
    'Another reconciliation of this tenant is running. Try again when it has ended.',
  DAY_NOT_SIGNED:
    'The day is closed, but its checkpoint is not signed yet; `details.businessDate` names it. The worker signs it within minutes; `bincard close` and the mutation closeDay sign at once. If it stays unsigned, the server lacks the signing secret: its log says so.',
  DAY_CHANGED:
    'The movements of the closed day `details.businessDate` are not the ones that its checkpoint covers: somebody changed the ledger past its rules. Nothing of that day is proven. Run bincard verify.',
  RESERVATION_UNKNOWN: 'There is no such reservation; `details.field` names the id.',
  CODE_UNKNOWN: 'The product has no such code; `details` say which.',
  CORRECTION_UNKNOWN: 'There is no such channel correction; `details.field` names the id.',
  STALE_VERSION:
    'The record has changed since it was read; `details.current` is its current version (`details.rows`: each row of a write-off that differs). Reload the record and try again.',
  CONFLICT_RETRY:
    'The request conflicted with concurrent requests; `retryable` is true. Send it again, with the same idempotencyKey.',
  DATABASE_UNAVAILABLE:
    'The database cannot be reached, or the connection was lost before it answered; `retryable` is true. Send the request again after Retry-After seconds, with the same idempotencyKey: what is already written is returned and not written twice.',
  OUTCOME_UNKNOWN:
    'The connection was lost or the time limit passed, and something was written without an idempotencyKey, or may have been; `retryable` is false. Before you send the request again, read what it would have changed. With an idempotencyKey the code is DATABASE_UNAVAILABLE or REQUEST_TIMEOUT, and sending it again is safe.',
  VALUE_NOT_REPRESENTABLE:
    'A value of the answer cannot be shown exactly: a sum over 2^53 - 1, or a value that came into the database past its rules. `details.value` is it and `details.field` the path; that field is null or, where it cannot be null, the object around it. Ask without the field for the rest.',
  INTERNAL_SERVER_ERROR: "A bug. The cause is in the server's log only.",
  SYNC_RUNNING:
    'Another run of this sync source is in progress; `retryable` is true. Try again when it has ended.',
  SYNC_PATH_OUTSIDE:
    "The source's path leads out of the tenant's sync folder, by `..` or by a link.",
  SYNC_FILE_MISSING: "There is no such file in the tenant's sync folder, or it cannot be opened.",
  SYNC_FILE_BUSY:
    'Another program kept the file locked for longer than a run waits; `retryable` is true.',
  SYNC_FILE_BROKEN:
    'The file is not an SQLite database, is damaged or truncated, has a table or view with the name of a function of SQLite, or its tables cannot be used: the message says why.',
  SYNC_FILE_READ_ONLY: 'The file or view is read-only, so nothing can be exported to it.',
  SYNC_TABLE_UNKNOWN:
    'The file has no such table, or it is a view and the source does not `allowComputed`; `details.table` names it.',
  SYNC_COLUMN_UNKNOWN:
    'The table has no such column, or it is generated and the source does not `allowComputed`; `details.column` names it.',
  SYNC_MAPPING_INVALID: 'A field mapping is not valid; `details.field` is the path to the error.',
  SYNC_SOURCE_CRASHED:
    "The process that reads the source's file crashed or needed too much memory; the server is not affected.",
  SYNC_SOURCE_TIMEOUT:
    "A page of the source's file was not read or written in time; `retryable` is true.",
  SYNC_INTERRUPTED:
    'The run was stopped; `retryable` is true. What it wrote stays, and the next run continues from there.',
};
