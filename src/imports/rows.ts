import { parse, type CsvError } from 'csv-parse';
import { pipeline, type Readable } from 'node:stream';
import { beginning, decoded } from './decoded';
import { ImportError, shown } from './errors';
import { jsonColumns, jsonRows } from './json-rows';
import { LONGEST_ROW, MOST_COLUMNS, type Row } from './row';
import type { SpooledFile } from './spooled-file';

/** A file whose form is known: its columns, and its rows as often as they are asked for. */
export interface Table {
  readonly columns: readonly string[];
  readonly encoding: string;
  /** Null for JSON lines. */
  readonly separator: string | null;
  rows(): AsyncIterable<Row>;
}

const SEPARATORS = [',', ';', '\t', '|'];
/** What Excel writes and reads above the header. */
const SEPARATOR_LINE = /^sep=(.)\r?\n/i;

export async function openTable(
  file: SpooledFile,
  encoding: string,
  given: { separator?: string | undefined } = {},
): Promise<Table> {
  const head = beginning(file, encoding);
  if (
    given.separator === undefined &&
    (/\.(jsonl|ndjson)(\.gz)?$/i.test(file.name) || isJson(head))
  ) {
    const columns = await jsonColumns(decoded(file, encoding));
    const rows = () => jsonRows(decoded(file, encoding), columns);
    return { columns, encoding, separator: null, rows };
  }
  if (/^\s*\[\s*\{/.test(head)) {
    const message = 'The file is a JSON list; write one object on each line (JSON lines)';
    throw new ImportError('FILE_BROKEN', message);
  }
  const told = SEPARATOR_LINE.exec(head);
  const separator = given.separator ?? told?.[1] ?? separatorOf(head);
  const skipped = told ? 1 : 0;
  const records = () => csvRecords(decoded(file, encoding), separator, skipped);
  const columns = await firstOf(records());
  return { columns, encoding, separator, rows: () => csvRows(records(), columns.length) };
}

function isJson(head: string): boolean {
  return /^\s*\{\s*("|\})/.test(head);
}

/** The separator that the header has outside of quotes. Throws SEPARATOR_UNKNOWN where two fit as well. */
function separatorOf(head: string): string {
  const counts = new Map<string, number>();
  let quoted = false;
  for (const character of head) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const [first, second] = SEPARATORS.map((each) => ({ each, count: counts.get(each) ?? 0 })).sort(
    (a, b) => b.count - a.count,
  );
  if (first!.count === 0) return ',';
  if (first!.count > second!.count) return first!.each;
  throw new ImportError(
    'SEPARATOR_UNKNOWN',
    `The header could be separated by "${first!.each}" or "${second!.each}"; say which (--separator)`,
  );
}

async function firstOf(records: AsyncIterable<string[]>): Promise<string[]> {
  for await (const header of records) {
    if (header.length > MOST_COLUMNS) {
      throw new ImportError(
        'COLUMNS_TOO_MANY',
        `The file has ${header.length} columns, at most ${MOST_COLUMNS} are read`,
      );
    }
    return header.map((name) => name.trim());
  }
  throw new ImportError('FILE_EMPTY', 'The file has no header');
}

async function* csvRecords(
  text: Readable,
  separator: string,
  skipped: number,
): AsyncGenerator<string[]> {
  const parser = parse({
    ...{ delimiter: separator, relax_column_count: true, relax_quotes: true },
    ...{ skip_empty_lines: false, max_record_size: LONGEST_ROW, from: skipped + 1 },
  });
  pipeline(text, boundedLines, parser, () => undefined);
  try {
    for await (const record of parser) yield record as string[];
  } catch (error) {
    throw unreadable(error as Partial<CsvError>, parser.info.records);
  } finally {
    text.destroy();
  }
}

// The parser counts the text of a record, and not its separators.
async function* boundedLines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let length = 0;
  for await (const chunk of text) {
    const end = Math.max(chunk.lastIndexOf('\n'), chunk.lastIndexOf('\r'));
    length = end < 0 ? length + chunk.length : chunk.length - end - 1;
    if (length > 2 * LONGEST_ROW) {
      throw new ImportError('FILE_BROKEN', `A line is longer than ${2 * LONGEST_ROW} characters`);
    }
    yield chunk;
  }
}

function unreadable(error: Partial<CsvError>, records: number): unknown {
  if (!error.code?.startsWith('CSV_')) return error;
  const row = records + 1;
  const why: Record<string, string> = {
    CSV_MAX_RECORD_SIZE: `Row ${row} is longer than ${LONGEST_ROW} characters; a quote may not be closed`,
    CSV_QUOTE_NOT_CLOSED: `Row ${row} begins a quote that is not closed`,
  };
  return new ImportError('FILE_BROKEN', why[error.code] ?? `Row ${row}: ${shown(error.message!)}`);
}

async function* csvRows(records: AsyncIterable<string[]>, columns: number): AsyncGenerator<Row> {
  let row = 0;
  for await (const cells of records) {
    row++;
    if (row === 1 || cells.every((cell) => cell.trim() === '')) continue; // an empty line is no row
    // Of fewer or more cells nobody knows which is missing, as after a comma that was not quoted.
    const tooMany = cells.slice(columns).some((cell) => cell !== '');
    const wrong = cells.length < columns || tooMany;
    const broken = `The row has ${cells.length} cells, and the header ${columns}`;
    yield wrong ? { row, cells, broken } : { row, cells };
  }
}
