import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';
import type { Identity } from '../auth/token';
import { writeDocument } from '../database/documents';
import type { Outcome } from './child/planned-row';
import { SyncError } from './errors';
import { exportRows } from './export';
import { importRows } from './import';
import { RunState, type SyncCounts, type SyncDirection, type Write } from './run-state';
import { findSource, type SyncSource } from './source';
import { withSourceLock } from './source-lock';
import { withSourceFile, type SourceFiles } from './source-file';

/** The database, and the folder that holds each tenant's folder of files. */
export interface SyncEnvironment {
  /** Only for the lock that each run holds until its end, so that runs never wait for each other's connections. */
  readonly locks: Pool;
  readonly pool: Pool;
  readonly files: SourceFiles;
}

export interface RunOptions {
  readonly direction: SyncDirection;
  readonly dryRun: boolean;
  readonly trigger: 'MANUAL' | 'SCHEDULED';
  /** IMPORT: only these keys; undefined: all. */
  readonly keys?: string[] | undefined;
  /** The dry run of this direction of which a live run does what was shown. */
  readonly dryRunId?: string | undefined;
  /** IMPORT, dry run: the outcomes of the dry export before it, which wrote nothing. */
  readonly exported?: ReadonlyMap<string, Outcome> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Rows processed, and how many there are. */
  readonly onProgress?: ((seen: number, total: number) => void) | undefined;
  /** Asked under the source's lock: whether the run is still due. */
  readonly isDue?: (source: SyncSource) => boolean;
}

/** A run that succeeded, or failed with `failure`. */
export interface FinishedRun {
  readonly id: string;
  readonly direction: SyncDirection;
  readonly counts: SyncCounts;
  readonly failure: SyncError | null;
  /** Of an export: the outcome of each key. */
  readonly settled: ReadonlyMap<string, Outcome>;
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
  const directions = [options.direction];
  const [run] = await runDirections(environment, identity, sourceId, { ...options, directions });
  return run;
}

/** As runSync, one direction after the other under one lock, so that no other run comes between; ends at a failure. */
export async function runDirections(
  environment: SyncEnvironment,
  identity: Identity,
  sourceId: string,
  { directions, ...options }: Omit<RunOptions, 'direction'> & { directions: SyncDirection[] },
): Promise<FinishedRun[]> {
  return withSourceLock(environment.locks, identity.tenantId, sourceId, async (lockLost) => {
    const source = await findSource(environment.pool, identity, sourceId);
    const runs: FinishedRun[] = [];
    if (options.isDue && !options.isDue(source)) return runs;
    const signal = AbortSignal.any([lockLost, ...(options.signal ? [options.signal] : [])]);
    for (const direction of directions) {
      const run = await runLocked(environment, identity, source, { ...options, direction, signal });
      runs.push(run);
      if (run.failure) break;
    }
    return runs;
  });
}

async function runLocked(
  environment: SyncEnvironment,
  identity: Identity,
  source: SyncSource,
  options: RunOptions & { signal: AbortSignal },
): Promise<FinishedRun> {
  const { direction, dryRun, trigger, signal, dryRunId } = options;
  const write: Write = (name, input) =>
    writeDocument(environment.pool, identity, name, input, false);
  const { id } = await write<{ id: string }>('begin_sync_run', {
    ...{ sourceId: source.id, direction, dryRun, trigger, dryRunId },
    configuration: source.configuration, // an edit since it was read is not what this run shows
  });
  let total = 0;
  const progress = (seen: number) => options.onProgress?.(seen, Math.max(total, seen));
  const state = new RunState(id, source, dryRun, write, signal, progress, dryRunId);
  const failure = await attempt(environment, state, options, (rows) => (total = rows));
  await state.flush();
  await write('end_sync_run', {
    runId: id,
    ...state.counts,
    ...(failure && { failure: failure.failure, message: failure.message.slice(0, 2000) }),
  });
  return { id, direction, counts: state.counts, failure, settled: state.settled };
}

/** Raised by continue_sync_run: this run has lost its lock and another has started. */
const SUPERSEDED = '55000';

/** Returns a failure of the file or source; errors of the database are thrown. */
async function attempt(
  { files }: SyncEnvironment,
  state: RunState,
  { direction, keys, signal, exported }: RunOptions,
  onTotal: (rows: number) => void,
): Promise<SyncError | null> {
  const { source, dryRun } = state;
  const mode = direction === 'EXPORT' && !dryRun ? 'rw' : 'ro';
  try {
    await withSourceFile(
      files,
      source,
      async (file) => {
        if (direction === 'EXPORT') {
          return dryRun
            ? withScratch((scratch) => exportRows(state, file, scratch))
            : exportRows(state, file, null);
        }
        const { total } = await file.request('startImport', { keys: keys ?? null });
        onTotal(total);
        for (const [key, outcome] of exported ?? []) state.settled.set(key, outcome);
        return importRows(state, file, keys);
      },
      { mode, signal },
    );
    return null;
  } catch (error) {
    if (error instanceof SyncError) return error;
    if ((error as { code?: unknown }).code === SUPERSEDED) {
      return new SyncError('SYNC_INTERRUPTED', 'Another run of this source has started');
    }
    throw error;
  }
}

/** A folder for the copy of a file that a dry run writes into. */
async function withScratch(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bincard-dry-run-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
