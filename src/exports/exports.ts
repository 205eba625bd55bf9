import { PassThrough, pipeline, type Readable, type Transform } from 'node:stream';
import { archived } from '../database/queries/archive';
import type { Snapshot } from '../database/snapshot';
import { badInput } from '../input/bad-input';
import { csvCopy, ndjsonCopy, type Source } from './copy-sql';
import { EXPORTS, type ExportEntry } from './export-list';
import { filterValues, type GivenFilters } from './filters';
import { ParquetRows } from './parquet';

/** A file that is streamed: its type, the COPY that gives its rows, and what makes the file of them. */
export interface Export {
  readonly type: string;
  readonly copy: string;
  readonly through: ((source: Readable) => Readable) | undefined;
}

interface Format {
  readonly type: string;
  readonly copy: (source: Source) => string;
  readonly through?: (source: Source) => Transform;
}

/** The formats by the endings of their files. */
export const FORMATS = {
  csv: { type: 'text/csv; charset=utf-8', copy: csvCopy },
  ndjson: { type: 'application/x-ndjson; charset=utf-8', copy: ndjsonCopy },
  parquet: {
    type: 'application/vnd.apache.parquet',
    copy: ndjsonCopy,
    through: ({ columns }: Source) => new ParquetRows(columns),
  },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;

/** What is exported in which format. */
export interface FoundExport {
  readonly entry: ExportEntry;
  readonly format: FormatName;
}

/** The export of a file name such as movements.csv; undefined where there is none. */
export function findExport(file: string): FoundExport | undefined {
  const [, name, ending = ''] = /^([a-z-]+)\.([a-z]+)$/.exec(file) ?? [];
  const entry = EXPORTS.find((each) => each.name === name);
  return entry && Object.hasOwn(FORMATS, ending)
    ? { entry, format: ending as FormatName }
    : undefined;
}

/** A UTF-8 byte order mark, by which spreadsheets know the encoding of a CSV. */
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The export of a query string: its filters, and `bom=true` for a CSV that begins with a byte order mark. Throws what
 * filterValues does, BAD_USER_INPUT and MOVEMENT_ARCHIVED.
 */
export async function prepareExport(
  { entry, format }: FoundExport,
  given: GivenFilters,
  snapshot: Snapshot,
): Promise<Export> {
  const { bom, ...filters } = given;
  const marked = isMarked(bom, format);
  const values = await filterValues(entry.filters, entry.required ?? [], filters, snapshot);
  if (entry.ofMovements) await refuseArchived(values['from'], snapshot);
  const source = entry.source(values);
  const { type, copy, through }: Format = FORMATS[format];
  const made = through?.(source) ?? (marked ? markedText() : undefined);
  return {
    ...{ type, copy: copy(source) },
    // An error of either ends both; who reads the end of it hears of it.
    through: made && ((rows) => pipeline(rows, made, () => undefined)),
  };
}

/** Throws MOVEMENT_ARCHIVED where movements from a day on, or all without one, are not all in the ledger. */
async function refuseArchived(from: unknown, snapshot: Snapshot): Promise<void> {
  const { until } = await snapshot.query(archived);
  if (until === null || (typeof from === 'string' && from > until)) return;
  throw badInput(
    'from',
    `Movements up to ${until} are in an archive: give from, a later day. bincard archive read prints what is in the file`,
    { archivedUntil: until },
    'movement_archived',
  );
}

function isMarked(bom: unknown, format: FormatName): boolean {
  if (bom === undefined) return false;
  if (bom !== 'true' && bom !== 'false') throw badInput('bom', 'bom must be true or false');
  if (bom === 'true' && format !== 'csv') throw badInput('bom', 'bom is for a CSV');
  return bom === 'true';
}

function markedText(): Transform {
  const text = new PassThrough();
  text.write(BYTE_ORDER_MARK);
  return text;
}
