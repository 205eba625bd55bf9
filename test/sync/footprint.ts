import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rowsOfTenant } from '../attack/whole-database';
import type { TestDatabase } from '../support/database';
import type { ReelSide } from './reel-side';

/** Where a run is recorded. */
const LOG = ['sync_runs', 'sync_run_ends', 'sync_run_rows'].map((name) => `inventory.${name}`);
/** Where the end of a run that is not a dry run records when the source is next due. */
const DUE = 'inventory.sync_sources';

/** The file's content, including its write-ahead log, and all rows of the tenant except those of runs. */
export interface Footprint {
  readonly file: string;
  readonly log: string;
  readonly tables: Record<string, string>;
}

export async function footprintOf(
  database: TestDatabase,
  { file, tenant }: ReelSide,
  { due }: { due: boolean },
): Promise<Footprint> {
  const tables = await rowsOfTenant(database, tenant);
  for (const name of [...LOG, ...(due ? [] : [DUE])]) {
    expect(tables).toHaveProperty([name]);
    delete tables[name];
  }
  return {
    file: hashOf(file),
    log: hashOf(`${file}-wal`),
    tables,
  };
}

/** A missing log equals an empty one: reading a file in WAL mode creates it. */
function hashOf(file: string): string {
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  return createHash('sha256').update(bytes).digest('hex');
}
