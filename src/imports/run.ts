import type { Pool } from 'pg';
import type { Identity } from '../auth/token';
import { writeDocument, type DocumentFunction } from '../database/documents';
import { toRefusal } from '../database/error-mapping';
import { bringInRows } from './bring-in';
import { ImportError, shown, type Problem } from './errors';
import { readingOf, type ImportPlan } from './plan';
import type { RowResult } from './refused-row';
import type { SpooledFile } from './spooled-file';
import { Transaction } from './transaction';
import type { ImportCounts, RunOptions } from './work';

export interface FinishedImport extends ImportCounts {
  readonly id: string;
  /** Why nothing, or not all of it, was brought in; null where all rows were looked at. */
  readonly failure: string | null;
  readonly message: string | null;
}

/**
 * Brings a file in, or checks it: a dry run does what the live run would do, in a transaction that is rolled back. Row by
 * row, what was brought in stays when the run ends early, and the same file run again goes on from there. A run that names a
 * dry run brings in what that has shown, and nothing else.
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
    ...{ reading: readingOf(plan, options.more), dryRunId: options.dryRunId },
  });
  const counts = {
    ...{ rows: 0, created: 0, updated: 0, unchanged: 0, refused: 0 },
    ...{ rolledBack: 0, passedOver: 0, known: 0 },
  };
  const takeBack = () => {
    const rolledBack = counts.created + counts.updated;
    Object.assign(counts, { rolledBack, created: 0, updated: 0 });
  };
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
    const show = (changes: RowResult[]) =>
      write('record_import_changes', { runId: id, changes }).then(() => undefined);
    await bringInRows({ id, file, plan, options, counts, record, show, bringIn });
    const keep = options.live && !(options.allOrNothing && counts.refused > 0);
    await transaction?.end(keep);
    if (options.live && !keep) {
      takeBack();
      return await end('ROWS_REFUSED', 'Rows were refused, and all or nothing was asked for');
    }
    return await end(null, null);
  } catch (error) {
    await transaction?.end(false).catch(() => undefined);
    if (transaction) takeBack();
    await end(...whyFailed(error)).catch(() => undefined); // with the connection gone it stays without an end
    throw error;
  }
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
