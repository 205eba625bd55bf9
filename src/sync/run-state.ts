import type { DocumentFunction } from '../database/documents';
import { SyncError } from './errors';
import type { SyncSource } from './source';

export type SyncDirection = 'IMPORT' | 'EXPORT';

/** What a run did, row by row: seen = created + updated + exported + skipped + conflicts + errors. */
export interface SyncCounts {
  seen: number;
  created: number;
  updated: number;
  exported: number;
  skipped: number;
  conflicts: number;
  errors: number;
}

/** Something that a run could not do with one row. */
export interface RowProblem {
  readonly outcome: 'CONFLICT' | 'ERROR';
  readonly key: string | null;
  readonly rowNumber?: number | null;
  readonly code: string;
  readonly message: string;
}

export type Write = <Result>(name: DocumentFunction, input: object) => Promise<Result>;

const FLUSH = 200;
/** Counts go on; a table that is wrong from end to end is told by its first rows. */
const MAX_KEPT = 10_000;
const MAX_KEY = 128;

/** One run under way: whose, what it counted, and what it could not do. */
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
  /** Whether this source's batch numbers have met others here. */
  batchNumbersClash = false;
  private problems: RowProblem[] = [];
  private kept = 0;

  constructor(
    readonly runId: string,
    readonly source: SyncSource,
    readonly dryRun: boolean,
    readonly write: Write,
    private readonly signal: AbortSignal,
    private readonly onProgress: (seen: number) => void,
  ) {}

  /** Between two pieces of work: tells how far it is, and stops when it should. Throws SYNC_INTERRUPTED. */
  step(): void {
    this.onProgress(this.counts.seen);
    if (this.signal.aborted) {
      throw new SyncError('SYNC_INTERRUPTED', 'The run was stopped; run it again to go on');
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

  /** Writes down what has been told so far. */
  async flush(): Promise<void> {
    const rows = this.problems;
    this.problems = [];
    if (rows.length > 0) await this.write('record_sync_rows', { runId: this.runId, rows });
  }
}

function storable(text: string, length: number): string {
  return [...text.replaceAll('\0', '').toWellFormed()].slice(0, length).join('');
}
