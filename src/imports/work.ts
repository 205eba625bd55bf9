import type { Problem } from './errors';
import type { ImportPlan } from './plan';
import type { RowResult } from './refused-row';
import type { Row } from './row';
import type { SpooledFile } from './spooled-file';

export interface RunOptions {
  readonly live: boolean;
  /** Nothing is brought in where a row is refused. */
  readonly allOrNothing: boolean;
  readonly onProgress?: ((rows: number) => void) | undefined;
  /** Told of each refused row with its problems, in the order of the file. */
  readonly onRefused?: ((row: Row, problems: Problem[]) => Promise<void> | void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What the entry point of the kind needs beside the rows. */
  readonly more?: Readonly<Record<string, unknown>> | undefined;
  /** A row that is refused with one of these codes alone is passed over: its problem is kept, and it counts as unchanged. */
  readonly passOver?: readonly string[] | undefined;
  /** The dry run of which each row is to do exactly what was shown; a row that would do something else is refused. */
  readonly dryRunId?: string | undefined;
  /** So many rows are written as a set. */
  readonly pageRows?: number | undefined;
}

export interface ImportCounts {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  /** Would have been created or updated, and were taken back with the whole run. */
  rolledBack: number;
  /** Of the unchanged: rows that were passed over. */
  passedOver: number;
  /** Of the unchanged: rows of stock that an earlier file had brought in. */
  known: number;
}

/** A run, and how it writes. */
export interface Work {
  readonly id: string;
  readonly file: SpooledFile;
  readonly plan: ImportPlan;
  readonly options: RunOptions;
  readonly counts: ImportCounts;
  readonly record: (problems: Problem[]) => Promise<void>;
  /** Keeps what rows of a dry run would change. */
  readonly show: (changes: RowResult[]) => Promise<void>;
  readonly bringIn: (input: object) => Promise<RowResult[]>;
}
