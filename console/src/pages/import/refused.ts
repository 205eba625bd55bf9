import type { ResultOf } from '@bincard/client';
import { ask } from '../../api/api';
import { csvOf, saveCsv } from '../../csv';
import type { Read } from './file';
import { IMPORT_PROBLEMS } from './queries';
import type { Problem } from './upload';

const PROBLEM = 'problem';

/** Every problem of a run. */
async function problemsOf(id: string): Promise<Problem[]> {
  const found: Problem[] = [];
  let after: string | null = null;
  do {
    const answer: ResultOf<typeof IMPORT_PROBLEMS> = await ask(IMPORT_PROBLEMS, { id, after });
    const { importRun } = answer;
    if (!importRun) return found;
    found.push(...importRun.problems.nodes);
    const { pageInfo } = importRun.problems;
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

/** Saves the refused rows as a file of the same columns, with the problem before each: to be mended and dropped here. */
export async function saveRefused(id: string, read: Read): Promise<void> {
  const byRow = Map.groupBy(await problemsOf(id), ({ row }) => row);
  // A file that was refused before has the column already.
  const skipped = read.columns[0] === PROBLEM ? 1 : 0;
  const rows = [...byRow].map(([row, problems]) => [
    problems.map(({ code, message }) => `${code}: ${message}`).join('; '),
    ...(read.cellsOf(row) ?? []).slice(skipped),
  ]);
  const name = read.file.name.replace(/\.\w+$/, '');
  saveCsv(`${name}-refused.csv`, csvOf([PROBLEM, ...read.columns.slice(skipped)], rows));
}
