import { isDatabaseAway } from '../database/connection-errors';
import { createPool } from '../database/pool';
import { whyNoRole } from './isolation';
import { isCurrent, readApplied, whyNewer, type Applied } from './schema-state';
import { DatabaseUnusable, SchemaNewer } from './wait';

/** No table of what was applied, or no right to read it. */
const NO_SCHEMA = new Set(['42P01', '3F000', '42501']);

/** For a server whose login may not migrate: throws DatabaseUnusable unless the schema is of this version. */
export async function requireCurrent(url: string): Promise<void> {
  try {
    const applied = await readAppliedAt(url);
    const newer = whyNewer(applied);
    if (newer) throw new SchemaNewer(newer);
    if (isCurrent(applied)) return;
  } catch (error) {
    const why = whyNoRole(error);
    if (why) throw new DatabaseUnusable(`The schema cannot be read: ${why}`);
    if (!NO_SCHEMA.has((error as { code?: string }).code ?? '')) throw error;
  }
  throw new DatabaseUnusable(
    'The schema is not of this version: run bincard migrate with a login that may, or set BINCARD_MIGRATE=on',
  );
}

/** Whether nothing is left to migrate; false also where that cannot be read, for then migrating says why. */
export async function isMigrated(url: string): Promise<boolean> {
  try {
    const applied = await readAppliedAt(url);
    return isCurrent(applied) && whyNewer(applied) === undefined;
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    return false;
  }
}

async function readAppliedAt(url: string): Promise<Applied> {
  const pool = createPool(url, 'bincard_app', { max: 1 });
  try {
    return await readApplied(pool);
  } finally {
    await pool.end();
  }
}
