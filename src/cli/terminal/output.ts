import { styleText } from 'node:util';
import Table from 'cli-table3';

export type Cell = string | number | null | undefined;
type Colour = 'red' | 'green' | 'yellow' | 'dim';

/** Coloured where standard output is a terminal and NO_COLOR is not set. */
export function paint(colour: Colour, text: string): string {
  return process.stdout.isTTY ? styleText(colour, text, { stream: process.stdout }) : text;
}

/**
 * Rows under their headings: in a pipe tab-separated, with every column; on a terminal a table, without the columns that
 * are empty.
 */
export function listing(
  head: string[],
  rows: Cell[][],
  terminal: boolean | undefined = process.stdout.isTTY,
): string {
  if (!terminal) return [head, ...rows].map((row) => row.map(plain).join('\t')).join('\n');
  const used = head.map((_, at) => rows.some((row) => plain(row[at]) !== ''));
  const shown = (row: Cell[]) => row.filter((_, at) => used[at]);
  const table = new Table({
    head: shown(head).map(plain),
    style: { head: [], border: [] },
    colAligns: head
      .map((_, at) => (rows.some((row) => typeof row[at] === 'number') ? 'right' : 'left'))
      .filter((_, at) => used[at]),
  });
  for (const row of rows) table.push(shown(row).map(plain));
  return table.toString();
}

/** A field without control characters: a name or a note must not control the terminal or add fields. */
function plain(cell: Cell): string {
  // eslint-disable-next-line no-control-regex -- these are what is taken out
  return String(cell ?? '').replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}
