import type { Step } from './session';
import { firstPlaces, shareOf, sizeOf, type Plan } from './plan';
import { Script } from './script';

export interface Limits {
  readonly sessions: number;
  /** Steps after which the run ends; those that find nothing to do count too. */
  readonly operations?: number;
  readonly seconds?: number;
  /** Steps until the next look at the law, after so many were sent. */
  readonly round: (sent: number) => number;
  /** Exactly these steps, in one round, instead of all up to a limit. */
  readonly plan?: Plan;
}

/** How far each session is in its script, and what comes next. */
export class Sending {
  private readonly scripts: Script[];
  private readonly taken: number[];
  private readonly operations: number;
  private readonly until: number;

  constructor(
    seed: number,
    private readonly limits: Limits,
  ) {
    const { plan, sessions, operations, seconds } = limits;
    this.scripts = Array.from({ length: plan?.length ?? sessions }, (_, n) => new Script(seed, n));
    this.taken = this.scripts.map(() => 0);
    this.operations = plan ? sizeOf(plan) : (operations ?? Infinity);
    this.until = performance.now() + (seconds ?? Infinity) * 1000;
  }

  get sessions(): number {
    return this.scripts.length;
  }

  get sent(): number {
    return this.taken.reduce((sum, count) => sum + count, 0);
  }

  get isOver(): boolean {
    return this.sent >= this.operations || this.timeIsOver;
  }

  /** What was sent. */
  get plan(): Plan {
    const { plan } = this.limits;
    return this.taken.map((count, n) => plan?.[n]!.slice(0, count) ?? firstPlaces(count));
  }

  /** Of each session the steps of the next round; they end early when the time is over. */
  nextRound(): Iterable<Step>[] {
    const { plan, round } = this.limits;
    const size = plan ? 0 : Math.min(round(this.sent), this.operations - this.sent);
    return this.scripts.map((_, n) =>
      this.next(n, plan?.[n]!.length ?? shareOf(size, this.sessions, n)),
    );
  }

  private *next(n: number, count: number): Generator<Step> {
    for (let left = count; left > 0 && !this.timeIsOver; left--) {
      const place = this.taken[n]!++;
      yield this.scripts[n]!.at(this.limits.plan ? this.limits.plan[n]![place]! : place);
    }
  }

  private get timeIsOver(): boolean {
    return performance.now() > this.until;
  }
}
