/** How the operations of one kind ended. */
export interface KindTally {
  acknowledged: number;
  refused: number;
  /** They found nothing to work on. */
  idle: number;
}

/** How long requests took until their answer, in milliseconds. */
export interface Latency {
  readonly requests: number;
  readonly p50: number;
  readonly p99: number;
}

/** Counts of a run. */
export class Tally {
  readonly kinds = new Map<string, KindTally>();
  readonly refusals = new Map<string, number>();
  /** Retryable errors that were returned to a session. */
  readonly retryables: string[] = [];
  /** Errors that are no refusal, and refusals by a rule that the operation cannot violate. */
  readonly defects: string[] = [];
  private readonly latencies = new Map<string, number[]>();

  of(kind: string): KindTally {
    let tally = this.kinds.get(kind);
    if (!tally) this.kinds.set(kind, (tally = { acknowledged: 0, refused: 0, idle: 0 }));
    return tally;
  }

  addRefusal(rule: string): void {
    this.refusals.set(rule, (this.refusals.get(rule) ?? 0) + 1);
  }

  addLatency(kind: string, milliseconds: number): void {
    const list = this.latencies.get(kind);
    if (list) list.push(milliseconds);
    else this.latencies.set(kind, [milliseconds]);
  }

  /** Of one kind, or of all. */
  latency(kind?: string): Latency {
    const lists = kind === undefined ? [...this.latencies.values()] : [this.latencies.get(kind)];
    const sorted = Float64Array.from(lists.flatMap((list) => list ?? [])).sort();
    return { requests: sorted.length, p50: percentile(sorted, 50), p99: percentile(sorted, 99) };
  }

  /** Operations that sent a request. */
  get operations(): number {
    return [...this.kinds.values()].reduce((sum, k) => sum + k.acknowledged + k.refused, 0);
  }
}

/** By nearest rank, to a tenth of a millisecond; 0 where nothing was measured. */
function percentile(sorted: Float64Array, p: number): number {
  const value = sorted[Math.max(Math.ceil((sorted.length * p) / 100) - 1, 0)] ?? 0;
  return Math.round(value * 10) / 10;
}
