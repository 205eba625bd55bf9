import { createPool } from '../database/pool';
import { isCurrent, readApplied, whyNewer } from './schema-state';
import { DatabaseUnusable, SchemaNewer } from './wait';

/** Without a table of what was applied, or without the right to read it. */
const NO_SCHEMA = new Set(['42P01', '3F000', '42501']);

/** For a server whose login may not migrate: throws DatabaseUnusable unless the schema is of this version. */
export async function requireCurrent(url: string): Promise<void> {
  const pool = createPool(url, 'bincard_app', { max: 1 });
  try {
    const applied = await readApplied(pool);
    const newer = whyNewer(applied);
    if (newer) throw new SchemaNewer(newer);
    if (isCurrent(applied)) return;
  } catch (error) {
    if (!NO_SCHEMA.has((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await pool.end();
  }
  throw new DatabaseUnusable(
    'The schema is not of this version: run bincard migrate with a login that may, or set BINCARD_MIGRATE=on',
  );
}
