/** A request that an operation sent, and what it was told. */
export interface SentRequest {
  readonly actor: string;
  /** The entry point, or words for statements in SQL. */
  readonly request: string;
  readonly input: object;
  /** What came back; a string says why nothing was written. */
  answer: unknown;
}

/** An operation as it was done. */
export interface DoneOperation {
  readonly session: string;
  readonly kind: string;
  /** Milliseconds since the run began. */
  readonly startedMs: number;
  endedMs?: number;
  readonly requests: SentRequest[];
  /** It was told what no operation of its kind may be told. */
  isDefect?: boolean;
}

// A long run shows its end only.
const KEPT = 1000;

/** The newest operations of a run, in the order in which they began. */
export class History {
  private readonly operations: DoneOperation[] = [];
  private readonly start = performance.now();

  begin(session: string, kind: string): DoneOperation {
    const operation: DoneOperation = { session, kind, startedMs: this.now(), requests: [] };
    this.operations.push(operation);
    if (this.operations.length > 2 * KEPT) this.operations.splice(0, KEPT);
    return operation;
  }

  end(operation: DoneOperation): void {
    operation.endedMs = this.now();
  }

  /** Without those that found nothing to do. */
  newest(): DoneOperation[] {
    return this.operations.filter(({ requests }) => requests.length > 0).slice(-KEPT);
  }

  private now(): number {
    return Math.round((performance.now() - this.start) * 10) / 10;
  }
}
