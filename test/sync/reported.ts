import type { SyncedTenant } from './synced-tenant';
import type { FinishedRun } from '../../src/sync/run';

/** The row problems of runs, each once, as `code key`; for rows without a key `code #rowid`. */
export interface Reported {
  readonly conflicts: string[];
  readonly errors: string[];
}

/** Runs an export and an import, and returns the problems that they reported. */
export async function syncOnce(
  synced: SyncedTenant,
): Promise<Reported & { readonly runs: FinishedRun[] }> {
  const runs = [await synced.run('EXPORT'), await synced.run('IMPORT')];
  expect(runs.map(({ failure }) => failure)).toEqual([null, null]);
  return { runs, ...(await reportedBy(synced, runs)) };
}

export async function reportedBy(synced: SyncedTenant, runs: FinishedRun[]): Promise<Reported> {
  const rows = await synced.rows<{ outcome: string; code: string; key: string }>(
    `select outcome, code, case when btrim(external_key) <> '' then external_key else '#' || row_number end as key
     from inventory.sync_run_rows where tenant_id = $1 and run_id = any ($2)`,
    [runs.map(({ id }) => id)],
  );
  const reported = (outcome: string) =>
    rows.filter((row) => row.outcome === outcome).map(({ code, key }) => `${code} ${key}`);
  const conflicts = reported('CONFLICT');
  const errors = reported('ERROR');
  const sum = (count: 'conflicts' | 'errors') =>
    runs.reduce((total, { counts }) => total + counts[count], 0);
  // The counts must match the recorded rows.
  expect([sum('conflicts'), sum('errors')]).toEqual([conflicts.length, errors.length]);
  return { conflicts: [...new Set(conflicts)].sort(), errors: errors.sort() };
}
