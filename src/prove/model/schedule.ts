import type { Step } from './operation';
import { firstPositions, shareOf, sizeOf, type Plan } from './plan';
import { Script } from './script';

export interface Limits {
  readonly sessions: number;
  /** Steps after which the run ends, including those that find nothing to do. */
  readonly operations?: number;
  readonly seconds?: number;
  /** Steps until the next check of the invariants, by how many were performed before. */
  readonly round: (performed: number) => number;
  /** Performs exactly these steps, in one round, instead of all up to a limit. */
  readonly plan?: Plan;
}

/** Which step of its script each session performs next, and when the run ends. */
export class Schedule {
  private readonly scripts: Script[];
  /** How many steps each session has performed. */
  private readonly counts: number[];
  private readonly operations: number;
  private readonly until: number;

  constructor(
    seed: number,
    private readonly limits: Limits,
  ) {
    const { plan, sessions, operations, seconds } = limits;
    this.scripts = Array.from({ length: plan?.length ?? sessions }, (_, n) => new Script(seed, n));
    this.counts = this.scripts.map(() => 0);
    this.operations = plan ? sizeOf(plan) : (operations ?? Infinity);
    this.until = performance.now() + (seconds ?? Infinity) * 1000;
  }

  get sessions(): number {
    return this.scripts.length;
  }

  get performed(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  get isOver(): boolean {
    return this.performed >= this.operations || this.timeIsOver;
  }

  /** The steps performed so far. */
  get plan(): Plan {
    const { plan } = this.limits;
    return this.counts.map((count, n) => plan?.[n]!.slice(0, count) ?? firstPositions(count));
  }

  /** The steps of the next round, for each session. They end early when the time is over. */
  nextRound(): Iterable<Step>[] {
    const { plan, round } = this.limits;
    const size = plan ? 0 : Math.min(round(this.performed), this.operations - this.performed);
    return this.scripts.map((_, n) =>
      this.next(n, plan?.[n]!.length ?? shareOf(size, this.sessions, n)),
    );
  }

  private *next(n: number, count: number): Generator<Step> {
    for (let left = count; left > 0 && !this.timeIsOver; left--) {
      const nth = this.counts[n]!++;
      yield this.scripts[n]!.at(this.limits.plan ? this.limits.plan[n]![nth]! : nth);
    }
  }

  private get timeIsOver(): boolean {
    return performance.now() > this.until;
  }
}
