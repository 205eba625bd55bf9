/** Why a file as a whole cannot be read. */
export type ImportFailure =
  | 'FILE_UNREADABLE'
  | 'FILE_EMPTY'
  | 'FILE_TOO_LARGE'
  | 'FILE_CHANGED'
  | 'FILE_COMPRESSED'
  | 'FILE_BROKEN'
  | 'ENCODING_UNKNOWN'
  | 'SEPARATOR_UNKNOWN'
  | 'COLUMNS_TOO_MANY'
  | 'COLUMN_UNKNOWN'
  | 'COLUMN_AMBIGUOUS'
  | 'COLUMN_MISSING'
  | 'FIELD_UNKNOWN'
  | 'DATE_FORMAT_AMBIGUOUS'
  | 'DATE_FORMAT_INVALID'
  | 'DECIMAL_AMBIGUOUS';

/** What of a file a failure is about, for those who say it in words of their own. */
export interface FailureFacts {
  readonly columns?: readonly string[];
  /** The field of a row that no column is, or that several could be. */
  readonly importField?: string;
  /** Texts of cells that contradict each other, or that can be read in two ways. */
  readonly values?: readonly string[];
}

/** A file that cannot be imported as it is: nothing of it was. The message says what would help. */
export class ImportError extends Error {
  constructor(
    readonly failure: ImportFailure,
    message: string,
    readonly facts: FailureFacts = {},
  ) {
    super(message);
  }
}

/** Why a row was refused. */
export interface Problem {
  readonly row: number;
  /** The name of the column in the file; null where it is of no one column. */
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
  /** What to do about it. */
  readonly hint: string | null;
  /** The cell, shortened. */
  readonly value: string | null;
}

const LONGEST_VALUE = 80;

/** A text of the file for a message: shortened, and without what a terminal or the database would not take. */
export function shown(text: string, longest = LONGEST_VALUE): string {
  const clean = text.slice(0, longest * 4).replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd');
  const characters = [...clean];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : clean;
}
