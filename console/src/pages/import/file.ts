import Papa from 'papaparse';
import type { Checked } from './upload';

/** A file that was dropped: its columns and rows as far as the browser reads them, for the preview. */
export interface Read {
  readonly file: File;
  readonly columns: readonly string[];
  /** The cells of a row, as a spreadsheet counts: the header is row 1. */
  readonly cellsOf: (row: number) => readonly string[] | undefined;
  readonly separator: string;
  readonly rows: number;
}

/** The most that is read into the page: a larger file is checked by the server all the same. */
const MOST_PREVIEWED = 32 * 1024 ** 2;

async function textOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function jsonLines(file: File, text: string): Read {
  const lines = text.split(/\r?\n/);
  const objects = lines.map((line): Record<string, unknown> | undefined => {
    try {
      return JSON.parse(line) as Record<string, unknown>;
    } catch {
      return undefined;
    }
  });
  const columns = [...new Set(objects.flatMap((each) => Object.keys(each ?? {})))];
  const cell = (value: unknown) =>
    typeof value === 'object' ? (value ? JSON.stringify(value) : '') : String(value ?? '');
  return {
    ...{ file, columns, separator: ',', rows: objects.filter(Boolean).length },
    cellsOf: (row) => {
      const found = objects[row - 1];
      return found && columns.map((name) => cell(found[name]));
    },
  };
}

/** Reads a file for the preview; the server reads it by itself. Undefined where it is none of text. */
export async function readFile(file: File): Promise<Read | undefined> {
  if (file.size > MOST_PREVIEWED || /\.gz$/i.test(file.name)) return undefined;
  const text = await textOf(file);
  if (/\.(jsonl|ndjson)$/i.test(file.name) || /^\s*\{\s*("|\})/.test(text)) {
    return jsonLines(file, text);
  }
  const { data, meta } = Papa.parse<string[]>(text.replace(/^sep=.\r?\n/i, ''), {
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  const [header = [], ...rows] = data;
  return {
    ...{ file, separator: meta.delimiter, columns: header.map((name) => name.trim()) },
    rows: rows.filter((cells) => cells.some((cell) => cell.trim() !== '')).length,
    cellsOf: (row) => data[row - 1],
  };
}

/** The field of each column as the server has found it out. */
export const mapOf = (
  read: Read | undefined,
  checked: Checked | undefined,
): Record<string, string> => {
  const found = Object.entries(checked?.read.columns ?? {});
  return Object.fromEntries([
    ...(read?.columns ?? []).map((column) => [column, '']),
    ...found.map(([field, column]) => [column, field]),
  ]) as Record<string, string>;
};
