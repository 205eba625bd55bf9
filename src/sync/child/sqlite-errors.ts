import { SyncError, type SyncFailure } from '../errors';

/** SQLite's primary result codes. */
const CODES = {
  ...{ ERROR: 1, BUSY: 5, LOCKED: 6, NOMEM: 7, READONLY: 8, IOERR: 10, CORRUPT: 11 },
  ...{ CANTOPEN: 14, TOOBIG: 18, CONSTRAINT: 19, NOTADB: 26 },
} as const;

/** The code of each message that some calls of the driver give without a number. */
const BY_MESSAGE = new Map<string, number>([
  ['database is locked', CODES.BUSY],
  ['database table is locked', CODES.LOCKED],
  ['attempt to write a readonly database', CODES.READONLY],
  ['disk I/O error', CODES.IOERR],
  ['database disk image is malformed', CODES.CORRUPT],
  ['unable to open database file', CODES.CANTOPEN],
  ['file is not a database', CODES.NOTADB],
]);

/** The failure of a run for each code. */
const FAILURES = new Map<number, [SyncFailure, string]>([
  [CODES.NOTADB, ['SYNC_FILE_BROKEN', 'The file is not an SQLite database']],
  [CODES.CORRUPT, ['SYNC_FILE_BROKEN', 'The file is damaged or cut off']],
  [CODES.IOERR, ['SYNC_FILE_BROKEN', 'The file cannot be read']],
  [CODES.CANTOPEN, ['SYNC_FILE_MISSING', 'The file cannot be opened']],
  [CODES.READONLY, ['SYNC_FILE_READ_ONLY', 'The file may not be written']],
  [CODES.BUSY, ['SYNC_FILE_BUSY', 'Another program kept the file locked']],
  [CODES.LOCKED, ['SYNC_FILE_BUSY', 'Another program kept the file locked']],
]);

/** Whether an error comes from SQLite and has that primary result code. */
export function isSqliteError(error: unknown, name: keyof typeof CODES): boolean {
  return codeOf(error) === CODES[name];
}

function codeOf(error: unknown): number | undefined {
  const { code, errcode, message } = error as { code?: string; errcode?: number; message?: string };
  if (code !== 'ERR_SQLITE_ERROR') return undefined;
  return errcode === undefined ? (BY_MESSAGE.get(message ?? '') ?? CODES.ERROR) : errcode & 0xff;
}

/** The failure that an error of SQLite means for a run; undefined for other errors. */
export function asSyncError(error: unknown): SyncError | undefined {
  if (error instanceof SyncError) return error;
  const code = codeOf(error);
  if (code === undefined) return undefined;
  const { message } = error as Error;
  // Other codes: a table was changed meanwhile, or cannot be read or written.
  const [failure, reason] = FAILURES.get(code) ?? [
    /^cannot modify|may not be modified/.test(message) ? 'SYNC_FILE_READ_ONLY' : 'SYNC_FILE_BROKEN',
    `SQLite reports: ${message}`,
  ];
  return new SyncError(failure, reason);
}
