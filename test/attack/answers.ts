import { listSql } from '../../src/database/sql-files';
import { API_CODES } from '../../src/server/graphql/error-codes';

/** Every code that docs/errors.md lists. */
export const CODES: ReadonlySet<string> = new Set([
  ...Object.keys(API_CODES),
  ...listSql('db/violations').map((file) => /(\w+)\.sql$/.exec(file)![1]!.toUpperCase()),
]);

/** Codes of requests that were never executed. */
export const NEVER_MADE: ReadonlySet<string> = new Set([
  ...['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'QUERY_TOO_COMPLEX'],
  ...['BAD_REQUEST', 'REQUEST_TOO_LARGE', 'UNAUTHENTICATED', 'RECONCILIATION_RUNNING'],
]);

/** What an answer must not show: SQL, names of database objects, places in the code, rows. */
const INTERNAL = new RegExp(
  [
    'inventory\\.|pg_|plpgsql|postgres|relation "|column "|operator does not|syntax error at|SQLSTATE',
    'failing row|violates|duplicate key|Key \\(|_fkey|_pkey|set local|app\\.tenant',
    'node_modules|/src/|/dist/|\\.[jt]s:\\d|\\n\\s+at |stack|FST_|ECONN|TypeError|RangeError|undefined',
  ].join('|'),
  'i',
);

export interface AnsweredError {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly details?: Record<string, unknown> };
}

/** What is wrong with an error: an unlisted code, an internal error, or internal details in it. */
export function faultOf(error: AnsweredError, sent: readonly unknown[] = []): string | undefined {
  const code = error.extensions?.code;
  if (!CODES.has(code)) return `the code ${code}`;
  if (code === 'INTERNAL_SERVER_ERROR') return 'an internal error';
  // What the client wrote itself may come back to it.
  let text = JSON.stringify(error);
  for (const value of sent) {
    if (typeof value !== 'string') continue;
    const asJson = JSON.stringify(value).slice(1, -1);
    for (const echo of [JSON.stringify(asJson).slice(1, -1), asJson])
      text = text.replaceAll(echo, '');
  }
  return INTERNAL.exec(text)?.[0] && `"${INTERNAL.exec(text)![0]}" in ${text.slice(0, 500)}`;
}
