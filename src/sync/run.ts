import type { Pool } from 'pg';
import type { Identity } from '../auth/token';
import { writeDocument } from '../database/documents';
import { Snapshot } from '../database/snapshot';
import { checkedMappings } from './checked-mappings';
import { SyncError } from './errors';
import { exportRows } from './export';
import { ExternalFile } from './external-file';
import { ExternalTable } from './external-table';
import { findSourceFile } from './folder';
import { importRows } from './import';
import { RunState, type SyncCounts, type SyncDirection, type Write } from './run-state';
import type { SyncSource } from './source';
import { withSourceLock } from './source-lock';

/** Where sync works: the database, and the folder that holds a folder of files for each tenant. */
export interface SyncPlace {
  /** For the lock that each run holds to its end: none of its connections is waited for by another run's writes. */
  readonly locks: Pool;
  readonly pool: Pool;
  readonly folder: string;
}

export interface RunOptions {
  readonly direction: SyncDirection;
  readonly dryRun: boolean;
  readonly trigger: 'MANUAL' | 'SCHEDULED';
  /** IMPORT: only these keys; undefined: all. */
  readonly keys?: string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Rows so far, of how many there are. */
  readonly onProgress?: ((seen: number, total: number) => void) | undefined;
  /** A look under the source's lock at whether there is still something to do. */
  readonly isDue?: (source: SyncSource) => boolean;
}

/** A run that was done, or died of `failure`. */
export interface FinishedRun {
  readonly id: string;
  readonly counts: SyncCounts;
  readonly failure: SyncError | null;
}

/** Reads a source; throws SYNC_SOURCE_UNKNOWN. */
export async function findSource(
  pool: Pool,
  identity: Identity,
  sourceId: string,
): Promise<SyncSource> {
  const snapshot = new Snapshot(pool, identity.tenantId, false);
  try {
    const [source] = await snapshot.query<SyncSource & { [column: string]: unknown }>(
      'sync-sources-by-id',
      [[sourceId]],
    );
    if (source) return source;
  } finally {
    await snapshot.end();
  }
  throw new SyncError('SYNC_SOURCE_UNKNOWN', 'There is no such sync source', { sourceId });
}

/**
 * Runs one direction of a source, alone: a second run of it meets SYNC_RUNNING. Its start, its end and what it could
 * not do are kept, whatever comes of it; what a run that died had done stands, and another goes on from there.
 * Returns undefined when nothing was due any more.
 */
export async function runSync(
  place: SyncPlace,
  identity: Identity,
  sourceId: string,
  options: RunOptions,
): Promise<FinishedRun | undefined> {
  const write: Write = (name, input) => writeDocument(place.pool, identity, name, input, false);
  return withSourceLock(place.locks, identity.tenantId, sourceId, async (lockLost) => {
    const source = await findSource(place.pool, identity, sourceId);
    if (options.isDue && !options.isDue(source)) return undefined;
    const { direction, dryRun, trigger } = options;
    const { id } = await write<{ id: string }>('begin_sync_run', {
      ...{ sourceId, direction, dryRun, trigger },
    });
    let total = 0;
    const signal = AbortSignal.any([lockLost, ...(options.signal ? [options.signal] : [])]);
    const state = new RunState(id, source, dryRun, write, signal, (seen) =>
      options.onProgress?.(seen, Math.max(total, seen)),
    );
    const failure = await attempt(place, state, options, (rows) => (total = rows));
    await state.flush();
    await write('end_sync_run', {
      runId: id,
      ...state.counts,
      ...(failure && { failure: failure.failure, message: failure.message.slice(0, 2000) }),
    });
    return { id, counts: state.counts, failure };
  });
}

/** As go_on_with_sync_run refuses: this run lost its lock, and did not know it yet. */
const OVERTAKEN = '55000';

/** Only what is about the file or the source is the run's failure; an error of the database is everybody's. */
async function attempt(
  { folder }: SyncPlace,
  state: RunState,
  { direction, keys }: RunOptions,
  onTotal: (rows: number) => void,
): Promise<SyncError | null> {
  const { source, dryRun } = state;
  let file: ExternalFile | undefined;
  try {
    const found = await findSourceFile(folder, source.tenantCode, source.path);
    file = ExternalFile.open(found, direction === 'EXPORT' && !dryRun ? 'rw' : 'ro');
    const table = await ExternalTable.find(file, source.tableName);
    if (direction === 'EXPORT') await exportRows(state, file, table);
    else {
      const mappings = checkedMappings(table, source);
      onTotal(keys ? keys.length : await table.count());
      await importRows(state, { table, mappings, keys });
    }
    return null;
  } catch (error) {
    if (error instanceof SyncError) return error;
    if ((error as { code?: unknown }).code === OVERTAKEN) {
      return new SyncError('SYNC_INTERRUPTED', 'Another run of this source has begun');
    }
    throw error;
  } finally {
    file?.close();
  }
}
