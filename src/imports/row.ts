/** A row of a file; cells stand in the order of the columns. */
export interface Row {
  /** As a spreadsheet counts: the header is row 1. Of JSON lines, the line. */
  readonly row: number;
  readonly cells: readonly string[];
  /** What is wrong with the row itself. */
  readonly broken?: string;
}

/** The longest row, in characters: a cell of a megabyte fills the memory as well as a file can. */
export const LONGEST_ROW = 1_000_000;
export const MOST_COLUMNS = 1_000;
