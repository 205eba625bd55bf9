/** A request of an operation, and its answer. */
export interface SentRequest {
  readonly actor: string;
  /** The entry point, or a description of statements in SQL. */
  readonly request: string;
  readonly input: object;
  /** The result; a string says why nothing was written. */
  answer: unknown;
}

/** An operation that a session performed. */
export interface DoneOperation {
  readonly session: string;
  readonly kind: string;
  /** Milliseconds since the run began. */
  readonly startedMs: number;
  endedMs?: number;
  readonly requests: SentRequest[];
  /** It got an answer that no operation of its kind may get. */
  isDefect?: boolean;
}

// Older operations of a long run are dropped, to bound the memory.
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
