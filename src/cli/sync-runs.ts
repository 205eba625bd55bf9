import type { SyncCounts } from '../sync/run-state';
import { listing, type Cell } from './terminal/output';

/** A run of a source, as commands print it. */
export interface NamedRun extends SyncCounts {
  readonly source: string;
  /** Null: it could not start. */
  readonly runId: string | null;
  readonly direction: 'IMPORT' | 'EXPORT';
  readonly dryRun: boolean;
  /** Whether the source runs on schedule. */
  readonly enabled: boolean;
  readonly failure: string | null;
  readonly message: string | null;
}

const COUNTS = [
  'seen',
  'created',
  'updated',
  'exported',
  'skipped',
  'conflicts',
  'errors',
] as const;

/** The counts of a run that did nothing. */
export const NONE: SyncCounts = {
  ...{ seen: 0, created: 0, updated: 0, exported: 0, skipped: 0, conflicts: 0, errors: 0 },
};

/** Prints the runs as a table, and how to list their conflicts and errors. */
export function printRuns(runs: NamedRun[]): void {
  if (runs.length === 0) return console.log('No source is enabled: nothing to do');
  console.log(
    listing(
      ['source', 'direction', 'mode', ...COUNTS, 'failure'],
      runs.map((run): Cell[] => [
        ...[run.source, run.direction, run.dryRun ? 'dry run' : 'live'],
        ...COUNTS.map((count) => run[count]),
        run.failure && `${run.failure}: ${run.message}`,
      ]),
    ),
  );
  for (const { runId, conflicts, errors } of runs) {
    if (conflicts + errors > 0) console.log(`See each row: bincard sync log --run ${runId}`);
  }
  for (const { source, runId, dryRun, direction, failure, enabled } of runs) {
    if (enabled || !dryRun || direction === 'EXPORT' || failure !== null) continue;
    console.log(`To run it on schedule: bincard sync enable ${source} --run ${runId}`);
  }
}
