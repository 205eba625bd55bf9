import type { Readable } from 'node:stream';
import { ImportError } from './errors';
import { LONGEST_ROW, MOST_COLUMNS, type Row } from './row';

/** The keys of all objects, in the order in which they first come. */
export async function jsonColumns(text: Readable): Promise<string[]> {
  const columns = new Set<string>();
  for await (const { value } of values(text)) {
    for (const key of Object.keys(objectOf(value) ?? {})) columns.add(key);
    if (columns.size > MOST_COLUMNS) {
      const message = `The file has more than ${MOST_COLUMNS} columns`;
      throw new ImportError('COLUMNS_TOO_MANY', message);
    }
  }
  if (columns.size === 0) throw new ImportError('FILE_EMPTY', 'No line of the file is an object');
  return [...columns];
}

/** Each line as a row; a key that it does not have, or null, is an empty cell. */
export async function* jsonRows(text: Readable, columns: readonly string[]): AsyncGenerator<Row> {
  for await (const { row, value, line } of values(text)) {
    const object = objectOf(value);
    if (!object) {
      yield { row, cells: [line], broken: 'The line is not a JSON object' };
      continue;
    }
    const cells = columns.map((name) => (Object.hasOwn(object, name) ? object[name] : null));
    const nested = columns.find((_, at) => typeof cells[at] === 'object' && cells[at] !== null);
    const plain = { row, cells: cells.map(textOf) };
    const broken = `"${nested}" is a list or an object, not a text, number or truth value`;
    yield nested === undefined ? plain : { ...plain, broken };
  }
}

function objectOf(value: unknown): Record<string, unknown> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : undefined;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

interface Line {
  readonly row: number;
  readonly line: string;
  /** Undefined where the line is no JSON. */
  readonly value: unknown;
}

/** The lines that are not blank. Throws FILE_BROKEN at one that is too long to be read. */
async function* values(text: Readable): AsyncGenerator<Line> {
  let row = 0;
  for await (const line of linesOf(text)) {
    row++;
    if (line.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      value = undefined;
    }
    yield { row, line, value };
  }
}

async function* linesOf(text: Readable): AsyncGenerator<string> {
  let rest = '';
  let row = 1;
  try {
    for await (const chunk of text) {
      const lines = (rest + (chunk as string)).split('\n');
      rest = lines.pop()!;
      for (const line of lines) {
        check(line, row++);
        yield line;
      }
      check(rest, row);
    }
    if (rest !== '') yield rest;
  } finally {
    text.destroy();
  }
}

function check(line: string, row: number): void {
  if (line.length <= LONGEST_ROW) return;
  throw new ImportError('FILE_BROKEN', `Line ${row} is longer than ${LONGEST_ROW} characters`);
}
