import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rowsOfTenant } from '../attack/whole-database';
import type { TestDatabase } from '../support/database';
import type { SyncedTenant } from './synced-tenant';
import { inReels } from './reels';

/** The tables in which runs are recorded. */
const LOG = ['sync_runs', 'sync_run_ends', 'sync_run_rows', 'sync_changes'].map(
  (name) => `inventory.${name}`,
);
/** The table with the next due time, which changes at the end of a run that is not a dry run. */
const DUE = 'inventory.sync_sources';

/** Hashes of the file, and of the tenant's rows by table, except records of runs. */
export interface Footprint {
  readonly file: string;
  readonly tables: Record<string, string>;
}

export async function footprintOf(
  database: TestDatabase,
  { file, tenant }: SyncedTenant,
  { due }: { due: boolean },
): Promise<Footprint> {
  const tables = await rowsOfTenant(database, tenant);
  for (const name of [...LOG, ...(due ? [] : [DUE])]) {
    expect(tables).toHaveProperty([name]);
    delete tables[name];
  }
  // Without this, the hash of a file in WAL mode would depend on when SQLite last wrote the log back.
  const [[busy]] = inReels(file, 'pragma wal_checkpoint(truncate)') as [[number]];
  expect(busy).toBe(0);
  return { file: createHash('sha256').update(readFileSync(file)).digest('hex'), tables };
}
