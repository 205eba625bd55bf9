import { styleText } from 'node:util';
import Table from 'cli-table3';

export type Cell = string | number | null | undefined;
type Colour = 'red' | 'green' | 'yellow' | 'dim';

/** Coloured where standard output is a terminal and NO_COLOR is not set. */
export function paint(colour: Colour, text: string): string {
  return process.stdout.isTTY ? styleText(colour, text, { stream: process.stdout }) : text;
}

/** Rows under their headings: a table on a terminal, lines of fields between tabs in a pipe. */
export function listing(
  head: string[],
  rows: Cell[][],
  terminal: boolean | undefined = process.stdout.isTTY,
): string {
  if (!terminal) return [head, ...rows].map((row) => row.map(plain).join('\t')).join('\n');
  const table = new Table({
    head,
    style: { head: [], border: [] },
    colAligns: head.map((_, at) =>
      rows.some((r) => typeof r[at] === 'number') ? 'right' : 'left',
    ),
  });
  for (const row of rows) table.push(row.map(plain));
  return table.toString();
}

/** A field on one line: what a name or a note holds must not draw on the terminal or add fields. */
function plain(cell: Cell): string {
  // eslint-disable-next-line no-control-regex -- these are what is taken out
  return String(cell ?? '').replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}
