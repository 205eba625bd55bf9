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
 * are empty, and `none` where there is no row. To fit the terminal, columns of text are wrapped, then headings such as transfersIn, then columns of zeros
 * are left out and named below the table; where that is not enough, each field has its own line.
 */
export function listing(
  head: string[],
  rows: Cell[][],
  terminal: boolean | undefined = process.stdout.isTTY,
  columns: number = process.stdout.columns || Infinity,
): string {
  if (!terminal) return [head, ...rows].map((row) => row.map(plain).join('\t')).join('\n');
  if (rows.length === 0) return 'none';
  const used = head.flatMap((_, at) => (rows.some((row) => plain(row[at]) !== '') ? at : []));
  const isZero = (at: number) => rows.every((row) => row[at] === 0);
  const asTable = (shown: number[]) => tableOf(head, rows, shown, columns);
  const whole = asTable(used);
  if (whole !== undefined) return whole;
  const zeros = used.filter(isZero);
  const rest = zeros.length > 0 ? asTable(used.filter((at) => !isZero(at))) : undefined;
  if (rest !== undefined) return `${rest}\nall 0: ${zeros.map((at) => head[at]).join(', ')}`;
  return records([head, ...rows].map((row) => used.map((at) => plain(row[at]))));
}

/** The columns `shown` as a table of at most `columns` characters; undefined where they do not fit. */
function tableOf(
  head: string[],
  rows: Cell[][],
  shown: number[],
  columns: number,
): string | undefined {
  const cells = rows.map((row) => shown.map((at) => plain(row[at])));
  const heads = [shown.map((at) => head[at]!), shown.map((at) => inWords(head[at]!))];
  const fits = heads.map((names) => fitting([names, ...cells], columns));
  const at = fits.findIndex((widths) => widths !== undefined);
  if (at < 0) return undefined;
  const table = new Table({
    head: heads[at]!,
    ...{ style: { head: [], border: [] }, wordWrap: true },
    colWidths: fits[at]!.map((width) => width + PADDING),
    colAligns: shown.map((column) =>
      rows.some((row) => typeof row[column] === 'number') ? 'right' : 'left',
    ),
  });
  table.push(...cells);
  return table.toString();
}

/** A heading that can be wrapped: transfersIn as "transfers in". */
function inWords(heading: string): string {
  return heading.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The blanks around a cell. */
const PADDING = 2;

/** The widths of columns that fit `columns`: the widest are wrapped first, between words. Undefined when none fit. */
function fitting(rows: string[][], columns: number): number[] | undefined {
  const widest = (at: number, of: (cell: string) => number) =>
    Math.max(...rows.map((row) => of(row[at]!)));
  const least = rows[0]!.map((_, at) =>
    widest(at, (cell) => Math.max(...cell.split(' ').map((word) => word.length))),
  );
  const widths = rows[0]!.map((_, at) => widest(at, (cell) => cell.length));
  const sum = (numbers: number[]) =>
    numbers.reduce((total, width) => total + width + PADDING + 1, 1);
  if (sum(least) > columns) return undefined;
  while (sum(widths) > columns) {
    const wrappable = widths.map((width, at) => (width > least[at]! ? width : 0));
    widths[wrappable.indexOf(Math.max(...wrappable))]!--;
  }
  return widths;
}

/** Each row as lines `heading  value`, with an empty line between rows. */
function records([head, ...rows]: string[][]): string {
  const width = Math.max(...head!.map((name) => name.length));
  return rows
    .map((row) => row.map((cell, at) => `${head![at]!.padEnd(width)}  ${cell}`).join('\n'))
    .join('\n\n');
}

/** A field without control characters: a name or a note must not control the terminal or add fields. */
export function plain(cell: Cell): string {
  // eslint-disable-next-line no-control-regex -- these are what is taken out
  return String(cell ?? '').replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

/** Does work that writes to the standard output; a reader that has seen enough (`| head`) ends it, and is no failure. */
export async function untilReaderLeaves(work: () => Promise<void>): Promise<void> {
  let failure: unknown;
  const keep = (error: unknown) => (failure ??= error);
  process.stdout.on('error', keep);
  try {
    await work();
  } catch (error) {
    if (error !== failure || (error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  } finally {
    process.stdout.off('error', keep);
  }
}
