import type { Pool } from 'pg';
import type { Identity } from '../auth/token';
import { writeDocument, type DocumentFunction } from '../database/documents';
import { toRefusal } from '../database/error-mapping';
import { ImportError, shown, type Problem } from './errors';
import type { ImportPlan } from './plan';
import { refusedRow, type RowResult } from './refused-row';
import type { Row } from './row';
import { readRow, type RowInput } from './row-input';
import type { SpooledFile } from './spooled-file';
import { Transaction } from './transaction';

export interface RunOptions {
  readonly live: boolean;
  /** Nothing is brought in where a row is refused. */
  readonly allOrNothing: boolean;
  readonly onProgress?: ((rows: number) => void) | undefined;
  /** Told of each refused row with its problems, in the order of the file. */
  readonly onRefused?: ((row: Row, problems: Problem[]) => Promise<void> | void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** So many rows are written as a set. */
  readonly pageRows?: number | undefined;
}

export interface ImportCounts {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
}

export interface FinishedImport extends ImportCounts {
  readonly id: string;
  /** Why nothing, or not all of it, was brought in; null where all rows were looked at. */
  readonly failure: string | null;
  readonly message: string | null;
}

/** The rows of a set, unless they are longer than this. */
const PAGE_ROWS = 1_000;
const PAGE_CHARACTERS = 4_000_000;

/**
 * Brings a file in, or checks it: a dry run does what the live run would do, in a transaction that is rolled back. Row by
 * row, what was brought in stays when the run ends early, and the same file run again goes on from there.
 */
export async function runImport(
  pool: Pool,
  identity: Identity,
  file: SpooledFile,
  plan: ImportPlan,
  options: RunOptions,
): Promise<FinishedImport> {
  const write = <Result>(name: DocumentFunction, input: object) =>
    writeDocument<Result>(pool, identity, name, input, false);
  const { id } = await write<{ id: string }>('begin_import', {
    ...{ kind: plan.kind.kind, dryRun: !options.live, allOrNothing: options.allOrNothing },
    ...{ fileName: shown(file.name, 200), fileHash: file.hash },
  });
  const counts: ImportCounts = { rows: 0, created: 0, updated: 0, unchanged: 0, refused: 0 };
  const end = async (failure: string | null, message: string | null): Promise<FinishedImport> => {
    await write('end_import', { runId: id, failure, message, ...counts });
    return { id, failure, message, ...counts };
  };
  const transaction =
    options.live && !options.allOrNothing ? undefined : await Transaction.begin(pool, identity);
  try {
    const record = (problems: Problem[]) =>
      write('record_import_problems', { runId: id, problems }).then(() => undefined);
    const bringIn = transaction
      ? (input: object) => transaction.write<RowResult[]>('import_rows', input)
      : (input: object) => write<RowResult[]>('import_rows', input);
    await bringInRows({ id, file, plan, options, counts, record, bringIn });
    const keep = options.live && !(options.allOrNothing && counts.refused > 0);
    await transaction?.end(keep);
    if (options.live && !keep) {
      Object.assign(counts, { created: 0, updated: 0, unchanged: counts.rows - counts.refused });
      return await end('ROWS_REFUSED', 'Rows were refused, and all or nothing was asked for');
    }
    return await end(null, null);
  } catch (error) {
    await transaction?.end(false).catch(() => undefined);
    if (transaction) {
      Object.assign(counts, { created: 0, updated: 0, unchanged: counts.rows - counts.refused });
    }
    await end(...whyFailed(error)).catch(() => undefined); // with the connection gone it stays without an end
    throw error;
  }
}

interface Work {
  readonly id: string;
  readonly file: SpooledFile;
  readonly plan: ImportPlan;
  readonly options: RunOptions;
  readonly counts: ImportCounts;
  readonly record: (problems: Problem[]) => Promise<void>;
  readonly bringIn: (input: object) => Promise<RowResult[]>;
}

async function bringInRows(work: Work): Promise<void> {
  const { plan, options } = work;
  let page: (RowInput | { row: Row; problems: Problem[] })[] = [];
  let characters = 0;
  const flush = async () => {
    await bringInPage(work, page);
    options.onProgress?.(work.counts.rows);
    page = [];
    characters = 0;
  };
  for await (const row of plan.table.rows()) {
    options.signal?.throwIfAborted();
    const read = readRow(plan, row);
    page.push(Array.isArray(read) ? { row, problems: read } : read);
    characters += row.cells.reduce((sum, cell) => sum + cell.length, 0);
    if (page.length >= (options.pageRows ?? PAGE_ROWS) || characters >= PAGE_CHARACTERS)
      await flush();
  }
  if (page.length > 0) await flush();
}

async function bringInPage(
  { id, file, plan, options, counts, record, bringIn }: Work,
  page: (RowInput | { row: Row; problems: Problem[] })[],
): Promise<void> {
  const inputs = page.filter((one): one is RowInput => 'input' in one);
  const [first, last] = [page[0]!.row.row, page.at(-1)!.row.row];
  const results =
    inputs.length === 0
      ? []
      : await bringIn({
          ...{ kind: plan.kind.kind, runId: id, fileHash: file.hash },
          reference: shown(`import ${id} rows ${first}-${last} of ${file.name}`, 200),
          rows: inputs.map(({ input }) => input),
        });
  let at = 0;
  const refused: { row: Row; problems: Problem[] }[] = [];
  for (const one of page) {
    counts.rows++;
    if ('problems' in one) refused.push(one);
    else {
      const result = results[at++]!;
      if (result.outcome) counts[result.outcome]++;
      else refused.push({ row: one.row, problems: [refusedRow(plan, one, result)] });
    }
  }
  counts.refused += refused.length;
  if (refused.length > 0) await record(refused.flatMap(({ problems }) => problems));
  for (const { row, problems } of refused) await options.onRefused?.(row, problems);
}

function whyFailed(error: unknown): [failure: string, message: string] {
  if (error instanceof ImportError) return [error.failure, shown(error.message, 2000)];
  if ((error as Error).name === 'AbortError') {
    return ['INTERRUPTED', 'The run was ended before all rows were looked at'];
  }
  const refusal = toRefusal(error);
  if (!refusal) return ['INTERNAL_ERROR', 'The run failed'];
  const code = refusal.broken?.rule ?? refusal.kind.replaceAll(' ', '_');
  return [code.toUpperCase(), shown(refusal.message, 2000)];
}
