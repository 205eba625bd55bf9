import { escapeLiteral } from 'pg';

/** A value of a CSV file; null and undefined are an empty field. */
export type CsvCell = string | number | null | undefined;

/**
 * Where a spreadsheet would run a formula: a character that begins one, full-width forms included, at the beginning of
 * a text or after a character that some spreadsheets split fields at, also behind spaces and quotes. PostgreSQL and
 * JavaScript read this expression alike.
 */
const FORMULA = String.raw`(^|[;,\t\r\n])([\t-\r "\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]*)([=+@\uff1d\uff0b\uff0d\uff20-])`;
const FORMULAS = new RegExp(FORMULA, 'g');

/** Money is a text: as a loss it begins with a minus, and is no formula. */
const BELOW_ZERO = /^-\d+(\.\d+)?$/;

/** A text in which no spreadsheet finds a formula: an apostrophe stands before what would begin one. */
export function guardText(text: string): string {
  return text.replace(FORMULAS, "$1$2'$3");
}

/** The same as an SQL expression over another one. */
export function guardSql(text: string): string {
  // Most texts match nowhere, and asking is cheaper than replacing.
  const replaced = `regexp_replace(${text}, ${escapeLiteral(FORMULA)}, ${escapeLiteral("\\1\\2'\\3")}, 'g')`;
  return `case when ${text} ~ ${escapeLiteral(FORMULA)} then ${replaced} else ${text} end`;
}

/** Rows as CSV (RFC 4180) under their headings: every text guarded and quoted, but a number below zero left a number. */
export function csvOf(head: string[], rows: CsvCell[][]): string {
  const lines = [head.join(','), ...rows.map((row) => row.map(field).join(','))];
  return lines.map((line) => `${line}\r\n`).join('');
}

function field(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  return BELOW_ZERO.test(cell) ? `"${cell}"` : `"${guardText(cell).replaceAll('"', '""')}"`;
}
