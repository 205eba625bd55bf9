import { shown, type Problem } from './errors';
import { findMore } from './more-problems';
import { problemsOf, type FoundProblem, type RowResult } from './refused-row';
import type { Row } from './row';
import { readRow, type RefusedRow, type RowInput } from './row-input';
import type { Work } from './work';

/** The rows of a set, unless they are longer than this. */
const PAGE_ROWS = 1_000;
const PAGE_CHARACTERS = 4_000_000;

/** Brings the rows of a file in, set by set; while one is written, the next is read. */
export async function bringInRows(work: Work): Promise<void> {
  const { plan, options } = work;
  let page: (RowInput | RefusedRow)[] = [];
  let characters = 0;
  let written: Promise<{ failed?: { error: unknown } }> = Promise.resolve({});
  const write = async (rows: typeof page) => {
    try {
      await bringInPage(work, rows);
      options.onProgress?.(work.counts.rows);
      return {};
    } catch (error) {
      return { failed: { error } };
    }
  };
  const settled = async () => {
    const { failed } = await written;
    if (failed) throw failed.error;
  };
  const flush = async () => {
    await settled();
    options.signal?.throwIfAborted();
    written = write(page);
    page = [];
    characters = 0;
  };
  try {
    for await (const row of plan.table.rows()) {
      options.signal?.throwIfAborted();
      page.push(readRow(plan, row));
      characters += row.cells.reduce((sum, cell) => sum + cell.length, 0);
      if (page.length >= (options.pageRows ?? PAGE_ROWS) || characters >= PAGE_CHARACTERS)
        await flush();
    }
    if (page.length > 0) await flush();
  } finally {
    await written; // its transaction is not ended under it
  }
  await settled();
}

async function bringInPage(work: Work, page: (RowInput | RefusedRow)[]): Promise<void> {
  const { plan, options, counts, record } = work;
  const inputs = page.filter((one): one is RowInput => 'input' in one);
  const reference = referenceOf(work, page);
  const compared = comparisonOf(work);
  const results = await bringInSet(work, reference, inputs, compared);
  let at = 0;
  const refused: RefusedRow[] = [];
  for (const one of page) {
    counts.rows++;
    if ('problems' in one) refused.push(one);
    else {
      const result = results[at++]!;
      if (result.outcome) {
        counts[result.outcome]++;
        if (result.isKnown) counts.known++;
      } else refused.push(refusedBy(problemsOf(plan, one, result), one));
    }
  }
  if ('compare' in compared) await work.show(results.filter(({ outcome }) => outcome));
  const isStale = ({ problems }: RefusedRow) => problems.some(({ code }) => code === STALE);
  await findMore(
    plan,
    refused.filter((one) => !isStale(one)),
    (rows) => bringInSet(work, reference, rows, { check: true }),
  );
  for (const one of refused) {
    const isPassable = ({ code }: Problem) => options.passOver?.includes(code) ?? false;
    const isPassed = one.problems.every(isPassable);
    // What to do about it was done already.
    const hint = isPassed ? PASSED : MIXED;
    one.problems = one.problems.map((each) => (isPassable(each) ? { ...each, hint } : each));
    counts[isPassed ? 'unchanged' : 'refused']++;
    if (isPassed) counts.passedOver++;
  }
  if (refused.length > 0) await record(refused.flatMap(({ problems }) => problems));
  for (const { row, problems } of refused) await options.onRefused?.(row, problems);
}

/** Of a row that would do something else than its dry run showed. */
const STALE = 'STALE_VERSION';

/** What the database is to say of the rows, or to hold them to. What a channel reports changes no record. */
function comparisonOf({ plan, options }: Work): { compare?: true; dryRunId?: string } {
  if (options.dryRunId !== undefined) return { dryRunId: options.dryRunId };
  return options.live || plan.kind.kind === 'CHANNEL' ? {} : { compare: true };
}

const PASSED = 'The row is passed over.';
const MIXED = 'With the other problems of its row mended, it is passed over.';

function referenceOf({ id, file }: Work, page: readonly { row: Row }[]): string {
  const [first, last] = [page[0]!.row.row, page.at(-1)!.row.row];
  return shown(`import ${id} rows ${first}-${last} of ${file.name}`, 200);
}

async function bringInSet(
  { id, file, plan, options, bringIn }: Work,
  reference: string,
  rows: readonly RowInput[],
  more: object = {},
): Promise<RowResult[]> {
  if (rows.length === 0) return [];
  return bringIn({
    ...{ ...options.more, ...more, kind: plan.kind.kind, runId: id, fileHash: file.hash },
    ...{ reference, rows: rows.map(({ input }) => input) },
  });
}

function refusedBy(found: readonly FoundProblem[], { row, values }: RowInput): RefusedRow {
  const fields = found.map(([field]) => field);
  return { row, values, fields, problems: found.map(([, problem]) => problem) };
}
