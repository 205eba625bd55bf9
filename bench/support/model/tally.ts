/** What one kind of operation was told. */
export interface KindTally {
  acknowledged: number;
  refused: number;
  /** It found nothing to work on. */
  idle: number;
}

/** Counts of a run. */
export class Tally {
  readonly kinds = new Map<string, KindTally>();
  readonly refusals = new Map<string, number>();
  /** Retryable errors that reached a session, by kind. */
  readonly retryables: string[] = [];
  /** Refusals without a rule, or by one that the operation cannot break. */
  readonly defects: string[] = [];

  of(kind: string): KindTally {
    let tally = this.kinds.get(kind);
    if (!tally) this.kinds.set(kind, (tally = { acknowledged: 0, refused: 0, idle: 0 }));
    return tally;
  }

  /** Operations that were sent. */
  get operations(): number {
    return [...this.kinds.values()].reduce((sum, k) => sum + k.acknowledged + k.refused, 0);
  }
}
