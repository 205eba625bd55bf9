// What an export plans for a row, and what became of it: the main process and the one of the file tell each other so.

/** A row whose external status has to be written. */
export interface PlannedRow {
  readonly key: string;
  /** The status that both sides last agreed on. */
  readonly was: 'SOLD' | 'IN_STOCK';
  /** Its status here now; null: unchanged since both sides last agreed. */
  readonly due: 'SOLD' | 'IN_STOCK' | null;
  /** The external status that was last read, and whether it means in stock. */
  readonly seen: string;
  readonly seenInStock: boolean;
  /** The status to write. */
  readonly status: string | null;
  /** The status and date that an earlier run planned to write before it died. */
  readonly pendingStatus: string | null;
  readonly pendingDate: string | null;
  /** The quantity imported by this key, in base units. */
  readonly intake: number;
  /** The product's. */
  readonly sku: string;
  /** Of what is known of the row; as hex. */
  readonly hash: string;
  /** The dry run that the run names has not shown it so: it is not to be written. */
  readonly isStale?: true;
}

export type ConflictCode =
  'ROW_MISSING' | 'KEY_DUPLICATE' | 'SOLD_ON_BOTH_SIDES' | 'STATUS_CHANGED' | 'WRITE_REFUSED';

/** The outcome of a planned row. */
export interface Outcome {
  readonly key: string;
  /** STALE: the file would take the write, but no dry run has shown it. */
  readonly outcome: 'WRITTEN' | 'CONFLICT' | 'NOT_WRITTEN' | 'STALE';
  /** The status that both sides agree on now. */
  readonly became: 'SOLD' | 'IN_STOCK' | null;
  /** The external status, and the quantity that it stands for in base units. */
  readonly found: string | null;
  readonly quantity: number | null;
  readonly conflict: ConflictCode | null;
}
