import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rowsOfTenant } from '../attack/whole-database';
import type { TestDatabase } from '../support/database';
import type { ReelSide } from './reel-side';

/** Where a run keeps itself. */
const LOG = ['sync_runs', 'sync_run_ends', 'sync_run_rows'].map((name) => `inventory.${name}`);
/** Where the end of a run that was no dry one says when the next is due. */
const DUE = 'inventory.sync_sources';

/** The file's bytes, those that wait in its write-ahead log included, and every row of the tenant but a run's own. */
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

/** Whoever looks at a file with a write-ahead log leaves an empty one beside it: as good as none. */
function hashOf(file: string): string {
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  return createHash('sha256').update(bytes).digest('hex');
}
