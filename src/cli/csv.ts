import type { Cell } from './terminal/output';

/** Rows as CSV (RFC 4180), under their headings. */
export function csvOf(head: string[], rows: Cell[][]): string {
  return [head, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function quoted(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = cell ?? '';
  // A spreadsheet takes a text that begins so for a formula, and runs it.
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
