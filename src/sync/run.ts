import type { Pool } from 'pg';
import type { Identity } from '../auth/token';
import { writeDocument } from '../database/documents';
import { Snapshot } from '../database/snapshot';
import { syncSourcesById } from '../database/queries/sync';
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

/** The database, and the folder that holds each tenant's folder of files. */
export interface SyncEnvironment {
  /** Only for the lock that each run holds until its end, so that runs never wait for each other's connections. */
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
  /** Rows processed, and how many there are. */
  readonly onProgress?: ((seen: number, total: number) => void) | undefined;
  /** Asked under the source's lock: whether the run is still due. */
  readonly isDue?: (source: SyncSource) => boolean;
}

/** A run that succeeded, or failed with `failure`. */
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
    const [source] = await snapshot.query(syncSourcesById, { ids: [sourceId] });
    if (source) return source;
  } finally {
    await snapshot.end();
  }
  throw new SyncError('SYNC_SOURCE_UNKNOWN', 'There is no such sync source', { sourceId });
}

/**
 * Runs one direction of a source. A concurrent run of the same source fails with SYNC_RUNNING. The run's start, end and
 * row problems are recorded. What an interrupted run has done stays; the next run continues from there. Returns undefined
 * when the run is no longer due.
 */
export async function runSync(
  environment: SyncEnvironment,
  identity: Identity,
  sourceId: string,
  options: RunOptions,
): Promise<FinishedRun | undefined> {
  const write: Write = (name, input) =>
    writeDocument(environment.pool, identity, name, input, false);
  return withSourceLock(environment.locks, identity.tenantId, sourceId, async (lockLost) => {
    const source = await findSource(environment.pool, identity, sourceId);
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
    const failure = await attempt(environment, state, options, (rows) => (total = rows));
    await state.flush();
    await write('end_sync_run', {
      runId: id,
      ...state.counts,
      ...(failure && { failure: failure.failure, message: failure.message.slice(0, 2000) }),
    });
    return { id, counts: state.counts, failure };
  });
}

/** Raised by continue_sync_run: this run has lost its lock and another has started. */
const SUPERSEDED = '55000';

/** Returns a failure of the file or source; errors of the database are thrown. */
async function attempt(
  { folder }: SyncEnvironment,
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
    if ((error as { code?: unknown }).code === SUPERSEDED) {
      return new SyncError('SYNC_INTERRUPTED', 'Another run of this source has started');
    }
    throw error;
  } finally {
    file?.close();
  }
}
