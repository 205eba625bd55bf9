import Papa from 'papaparse';

// Where a spreadsheet would run a formula, as the server's exports have it: an apostrophe stands before it.
const FORMULAS =
  /(^|[;,\t\r\n])([\t-\r "\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]*)([=+@\uff1d\uff0b\uff0d\uff20-])/g;

/** A text in which no spreadsheet finds a formula. The import takes the apostrophe away. */
const guarded = (text: string): string => text.replace(FORMULAS, "$1$2'$3");

export type Cell = string | number | null;

/** Rows as CSV, under their heading. Numbers stay numbers. */
export const csvOf = (
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  delimiter = ',',
): string =>
  Papa.unparse(
    [head, ...rows].map((row) =>
      row.map((cell) => (typeof cell === 'string' ? guarded(cell) : (cell ?? ''))),
    ),
    { newline: '\r\n', delimiter },
  );

/** Saves a text as a file of the reader's machine. Excel knows UTF-8 by its mark. */
export function saveCsv(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
