import type { Pool } from 'pg';
import type { Identity } from '../auth/token';
import { syncSourcesById, type SyncSourcesRow } from '../database/queries/sync';
import { Snapshot } from '../database/snapshot';
import { SyncError } from './errors';

/**
 * A sync source, with its tenant's code and time zone. `path` is the file's path within the tenant's folder. Without a
 * `quantityColumn` each row is one base unit, without a `lastDateColumn` an export writes no date, and without `mappings`
 * they are derived from the table's columns.
 */
export type SyncSource = SyncSourcesRow;

/** Reads a source; throws SYNC_SOURCE_UNKNOWN. */
export async function findSource(
  pool: Pool,
  identity: Identity,
  sourceId: string,
): Promise<SyncSource> {
  const snapshot = new Snapshot(pool, identity.tenantId, false);
  try {
    const [source] = await snapshot.query(syncSourcesById, { ids: [sourceId] });
    if (source) return source;
  } finally {
    await snapshot.end();
  }
  throw new SyncError('SYNC_SOURCE_UNKNOWN', 'There is no such sync source', { sourceId });
}
