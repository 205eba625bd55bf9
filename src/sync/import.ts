import { importPage, type PageOptions } from './import-page';
import type { ExternalRow, ExternalTable } from './external-table';
import type { FieldMapping } from './mapping';
import { findMissing } from './missing-rows';
import type { RunState } from './run-state';

const PAGE = 500;
/** Pages written concurrently: while one waits for the disk, the next is prepared. */
const WRITERS = 2;

export interface ImportOptions {
  readonly table: ExternalTable;
  readonly mappings: FieldMapping[];
  /** Only these keys; undefined: all. */
  readonly keys?: string[] | undefined;
}

/**
 * Imports what is in stock in the external source: a product, receipt and batch for each new key, changed attributes for
 * a known one. Existing stock is never changed.
 */
export async function importRows(state: RunState, options: ImportOptions): Promise<void> {
  const { table, keys } = options;
  const keyColumn = table.column(state.source.keyColumn);
  const duplicates = await table.duplicates(keyColumn);
  if (keys) {
    const rows = await findRows(state, table, keyColumn, [...new Set(keys)]);
    await importPages(state, { ...options, duplicates }, pagesOf(rows));
    return;
  }
  const pages = table.pages(PAGE, keyColumn);
  const known = await importPages(state, { ...options, duplicates }, pages);
  await findMissing(state, table, keyColumn, known + state.counts.created);
}

/** Returns how many keys had been imported before. */
async function importPages(
  state: RunState,
  options: PageOptions,
  pages: AsyncGenerator<ExternalRow[]>,
): Promise<number> {
  let known = 0;
  const writer = async () => {
    try {
      for (let page = await pages.next(); !page.done; page = await pages.next()) {
        const before = await importPage(state, options, page.value);
        known += before; // not in one step: the other writer adds to it meanwhile
      }
    } catch (error) {
      await pages.return(undefined); // the other writer finishes its page and finds no more
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: WRITERS }, writer));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
  return known;
}

async function findRows(
  state: RunState,
  table: ExternalTable,
  keyColumn: string,
  keys: string[],
): Promise<ExternalRow[]> {
  const rows = await table.byKeys(keyColumn, keys);
  const found = new Set(rows.map((row) => String(row.values[keyColumn])));
  for (const key of keys.filter((one) => !found.has(one))) {
    state.counts.seen++;
    const message = 'There is no such row';
    await state.problem({ outcome: 'ERROR', key, code: 'KEY_UNKNOWN', message });
  }
  return rows;
}

// eslint-disable-next-line @typescript-eslint/require-await -- the same type as the pages of a file
async function* pagesOf(rows: ExternalRow[]): AsyncGenerator<ExternalRow[]> {
  for (let at = 0; at < rows.length; at += PAGE) yield rows.slice(at, at + PAGE);
}
