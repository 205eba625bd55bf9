import { checkedMappings } from '../checked-mappings';
import { RowError } from '../errors';
import { mapRow, type FieldMapping } from '../mapping';
import type { SyncSource } from '../source';
import type { ExternalRow, ExternalTable } from './external-table';
import { asText } from './external-value';
import { hashRow, readRow } from './incoming-row';
import type { Mapped, ReadPage, ReadRow, RowProblem } from './protocol';

const PAGE = 500;
/** Keys that are looked for in one statement. */
const KEYS = 500;
/** Of one answer, in characters of JSON. */
const MAX_ANSWER = 500_000;
/** A row that is mapped to more cannot be imported. */
const MAX_ROW = 250_000;
const MAX_KEY = 128;

/** The rows of an import, page by page. Pages are kept until they are released, for their rows to be mapped. */
export class ImportPages {
  private readonly kept = new Map<number, ExternalRow[]>();
  private last = 0;

  private constructor(
    private readonly source: SyncSource,
    private readonly table: ExternalTable,
    private readonly mappings: FieldMapping[],
    private readonly keyColumn: string,
    /** Keys that occur in more than one row. */
    private readonly duplicates: Set<string>,
    private readonly pages: AsyncGenerator<ExternalRow[]>,
  ) {}

  static async start(
    source: SyncSource,
    table: ExternalTable,
    keys: string[] | null,
  ): Promise<ImportPages> {
    const mappings = checkedMappings(table, source);
    const keyColumn = table.column(source.keyColumn);
    const duplicates = await table.duplicates(keyColumn);
    const pages = keys ? pagesOfKeys(table, keyColumn, keys) : table.pages(PAGE, keyColumn);
    return new ImportPages(source, table, mappings, keyColumn, duplicates, pages);
  }

  async next(): Promise<ReadPage | null> {
    const found = await this.pages.next();
    if (found.done) return null;
    const page = ++this.last;
    this.kept.set(page, found.value);
    return { page, rows: found.value.map((row) => this.read(row)) };
  }

  /** Maps rows of a page, as many as fit into an answer. */
  map(page: number, rows: number[]): Mapped[] {
    const mapped: Mapped[] = [];
    let size = 0;
    for (const index of rows) {
      if (size > MAX_ANSWER) break;
      const one = this.mapOne(this.kept.get(page)![index]!);
      size += JSON.stringify(one).length;
      mapped.push(one);
    }
    return mapped;
  }

  release(page: number): void {
    this.kept.delete(page);
  }

  private read(row: ExternalRow): ReadRow {
    try {
      const seen = readRow(row, this.table, this.source, this.duplicates);
      const { key, status, inStock, quantity } = seen;
      return { key, status, inStock, quantity, hash: hashRow(seen, this.mappings) };
    } catch (error) {
      return problemOf(row, this.keyColumn, error);
    }
  }

  private mapOne(row: ExternalRow): Mapped {
    try {
      const { key } = readRow(row, this.table, this.source, this.duplicates);
      const mapped = mapRow(row, this.mappings, key, this.source.timeZone);
      if (JSON.stringify(mapped).length > MAX_ROW) {
        throw new RowError('ROW_TOO_LARGE', `The row has more than ${MAX_ROW} characters`);
      }
      return { mapped };
    } catch (error) {
      return { problem: problemOf(row, this.keyColumn, error) };
    }
  }
}

async function* pagesOfKeys(
  table: ExternalTable,
  keyColumn: string,
  keys: string[],
): AsyncGenerator<ExternalRow[]> {
  for (let at = 0; at < keys.length; at += KEYS) {
    yield* table.pages(PAGE, keyColumn, keys.slice(at, at + KEYS));
  }
}

function problemOf(row: ExternalRow, keyColumn: string, error: unknown): RowProblem {
  if (!(error instanceof RowError)) throw error;
  const { code, message } = error;
  const key = asText(row.values[keyColumn]);
  const kept = key === null ? null : [...key.slice(0, 2 * MAX_KEY)].slice(0, MAX_KEY + 1).join('');
  return { key: kept, rowNumber: row.rowNumber, code, message };
}
