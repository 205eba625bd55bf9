import type { ReelSide } from './reel-side';
import type { FinishedRun } from '../../src/sync/run';

/** What runs told of rows, each once: `code key`; of rows without a key the code and where they stand. */
export interface LastWords {
  readonly conflicts: string[];
  readonly errors: string[];
}

/** An export and an import, and what the two said. */
export async function syncOnce(
  side: ReelSide,
): Promise<LastWords & { readonly runs: FinishedRun[] }> {
  const runs = [await side.run('EXPORT'), await side.run('IMPORT')];
  expect(runs.map(({ failure }) => failure)).toEqual([null, null]);
  return { runs, ...(await wordsOf(side, runs)) };
}

export async function wordsOf(side: ReelSide, runs: FinishedRun[]): Promise<LastWords> {
  const rows = await side.rows<{ outcome: string; code: string; key: string }>(
    `select outcome, code, case when btrim(external_key) <> '' then external_key else '#' || row_number end as key
     from inventory.sync_run_rows where tenant_id = $1 and run_id = any ($2)`,
    [runs.map(({ id }) => id)],
  );
  const told = (outcome: string) =>
    rows.filter((row) => row.outcome === outcome).map(({ code, key }) => `${code} ${key}`);
  const conflicts = told('CONFLICT');
  const errors = told('ERROR');
  const sum = (count: 'conflicts' | 'errors') =>
    runs.reduce((total, { counts }) => total + counts[count], 0);
  // The counts are what the rows say, and an export tells no errors.
  expect([sum('conflicts'), sum('errors')]).toEqual([conflicts.length, errors.length]);
  return { conflicts: [...new Set(conflicts)].sort(), errors: errors.sort() };
}
