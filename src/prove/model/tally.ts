/** What one kind of operation was told. */
export interface KindTally {
  acknowledged: number;
  refused: number;
  /** It found nothing to work on. */
  idle: number;
}

/** How long its requests took, from sending to the answer, in milliseconds. */
export interface Latency {
  readonly requests: number;
  readonly p50: number;
  readonly p99: number;
}

/** Counts of a run. */
export class Tally {
  readonly kinds = new Map<string, KindTally>();
  readonly refusals = new Map<string, number>();
  /** Retryable errors that reached a session, by kind. */
  readonly retryables: string[] = [];
  /** Refusals without a rule, or by one that the operation cannot break. */
  readonly defects: string[] = [];
  private readonly latencies = new Map<string, number[]>();

  of(kind: string): KindTally {
    let tally = this.kinds.get(kind);
    if (!tally) this.kinds.set(kind, (tally = { acknowledged: 0, refused: 0, idle: 0 }));
    return tally;
  }

  took(kind: string, milliseconds: number): void {
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

  /** Operations that were sent. */
  get operations(): number {
    return [...this.kinds.values()].reduce((sum, k) => sum + k.acknowledged + k.refused, 0);
  }
}

/** By nearest rank, to a tenth of a millisecond; 0 where nothing was measured. */
function percentile(sorted: Float64Array, p: number): number {
  const value = sorted[Math.max(Math.ceil((sorted.length * p) / 100) - 1, 0)] ?? 0;
  return Math.round(value * 10) / 10;
}
