/** The codes of failed runs. */
export type SyncFailure =
  | 'SYNC_SOURCE_UNKNOWN'
  | 'SYNC_RUNNING'
  | 'SYNC_PATH_OUTSIDE'
  | 'SYNC_FILE_MISSING'
  | 'SYNC_FILE_BUSY'
  | 'SYNC_FILE_BROKEN'
  | 'SYNC_FILE_READ_ONLY'
  | 'SYNC_TABLE_UNKNOWN'
  | 'SYNC_COLUMN_UNKNOWN'
  | 'SYNC_MAPPING_INVALID'
  | 'SYNC_SOURCE_CRASHED'
  | 'SYNC_SOURCE_TIMEOUT'
  | 'SYNC_INTERRUPTED';

/** A sync that failed. What it had already done stays; running it again is safe. */
export class SyncError extends Error {
  constructor(
    readonly failure: SyncFailure,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** One row that cannot be imported or exported; the run continues without it. */
export class RowError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** A value, shortened for use in a message. */
export function short(value: unknown): string {
  const text = String(value);
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
