import type { DocumentFunction } from '../database/documents';
import type { Outcome } from './child/planned-row';
import { AcceptedRows } from './accepted-rows';
import { SyncError } from './errors';
import type { NewRow } from './incoming-row';
import type { SyncSource } from './source';

export type SyncDirection = 'IMPORT' | 'EXPORT';

/** Rows by outcome: seen = created + updated + exported + skipped + conflicts + errors. */
export interface SyncCounts {
  seen: number;
  created: number;
  updated: number;
  exported: number;
  skipped: number;
  conflicts: number;
  errors: number;
}

/** Why one row was not imported or exported. */
export interface RowProblem {
  readonly outcome: 'CONFLICT' | 'ERROR';
  readonly key: string | null;
  readonly rowNumber?: number | null;
  readonly code: string;
  readonly message: string;
}

export type Write = <Result>(name: DocumentFunction, input: object) => Promise<Result>;

const FLUSH = 200;
/** Rows recorded per run; further ones are only counted. */
const MAX_KEPT = 10_000;
const MAX_KEY = 128;

/** A run in progress: its source, counts and row problems. */
export class RunState {
  readonly counts: SyncCounts = {
    seen: 0,
    created: 0,
    updated: 0,
    exported: 0,
    skipped: 0,
    conflicts: 0,
    errors: 0,
  };
  /** Whether rows of this source have excluded each other: by their keys, or by their lot's expiry date. */
  rowsExclude = false;
  /** What a dry run would have written; undefined in a live run. */
  readonly accepted: AcceptedRows | undefined;
  /** The outcome of each key that an export wrote, or would have written. */
  readonly settled = new Map<string, Outcome>();
  private problems: RowProblem[] = [];
  private kept = 0;

  constructor(
    readonly runId: string,
    readonly source: SyncSource,
    readonly dryRun: boolean,
    readonly write: Write,
    private readonly signal: AbortSignal,
    private readonly onProgress: (seen: number) => void,
    /** The dry run of which the run does what was shown. */
    readonly dryRunId?: string,
  ) {
    this.accepted = dryRun ? new AcceptedRows(this.namesOf) : undefined;
  }

  private readonly namesOf = (rows: readonly NewRow[]) =>
    this.write<string[][]>('names_of_external_rows', {
      new: rows.map(({ key, sku, batchNumber }) => ({ key, sku, batchNumber })),
    });

  /** Called between two pages: reports progress, and throws SYNC_INTERRUPTED when the run was cancelled. */
  step(): void {
    this.onProgress(this.counts.seen);
    if (this.signal.aborted) {
      throw new SyncError('SYNC_INTERRUPTED', 'The run was stopped; run it again to continue');
    }
  }

  async problem(problem: RowProblem): Promise<void> {
    if (problem.outcome === 'CONFLICT') this.counts.conflicts++;
    else this.counts.errors++;
    if (this.kept >= MAX_KEPT) return;
    this.kept++;
    const { key, message } = problem;
    this.problems.push({
      ...problem,
      key: key === null ? null : storable(key, MAX_KEY),
      message: storable(message, 2000),
    });
    if (this.problems.length >= FLUSH) await this.flush();
  }

  /** Keeps what rows of a dry run would change. */
  async show(changes: readonly object[]): Promise<void> {
    if (changes.length > 0) {
      await this.write('record_sync_changes', { runId: this.runId, changes });
    }
  }

  /** Records the row problems reported so far. */
  async flush(): Promise<void> {
    const rows = this.problems;
    this.problems = [];
    if (rows.length > 0) await this.write('record_sync_rows', { runId: this.runId, rows });
  }
}

function storable(text: string, length: number): string {
  return [...text.replaceAll('\0', '').toWellFormed()].slice(0, length).join('');
}
