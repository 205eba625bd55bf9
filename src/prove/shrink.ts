import { evenPlan, sizeOf, type Plan } from './model/plan';
import type { ModelRun } from './model/run';

/** Runs a plan again. Returns the run if it violates a wanted invariant, otherwise undefined. */
export type Rerun = (plan: Plan) => Promise<ModelRun | undefined>;

/** The shortest failing run that was found. */
export interface Shrunk {
  readonly run: ModelRun;
  /** The shortest failing run that the command line can repeat, which leaves out no step in between. */
  readonly again: { readonly sessions: number; readonly operations: number };
  readonly reruns: number;
  readonly failedReruns: number;
}

// The order between sessions differs in each run, so one run that passes proves little.
const ATTEMPTS = 2;

/** Looks for a shorter run that still fails: fewer operations, fewer sessions, then single steps left out. */
export async function shrink(first: ModelRun, rerun: Rerun, until: number): Promise<Shrunk> {
  const shrinker = new Shrinker(first, rerun, until);
  await shrinker.fewerOperations();
  await shrinker.fewerSessions();
  const { plan } = shrinker.best;
  await shrinker.leaveOut();
  return {
    run: shrinker.best,
    again: { sessions: plan.length, operations: sizeOf(plan) },
    reruns: shrinker.reruns,
    failedReruns: shrinker.failedReruns,
  };
}

class Shrinker {
  reruns = 0;
  failedReruns = 0;

  constructor(
    public best: ModelRun,
    private readonly rerun: Rerun,
    private readonly until: number,
  ) {}

  /** Bisects between the longest run that passed and the shortest that failed. */
  async fewerOperations(): Promise<void> {
    let passed = 0;
    while (this.size - passed > 1 && this.hasTime) {
      const middle = Math.floor((passed + this.size) / 2);
      if (!(await this.fails(evenPlan(this.best.plan.length, middle), ATTEMPTS))) passed = middle;
    }
  }

  /** Tries as many operations with one session, then two, four ...; then fewer operations of those. */
  async fewerSessions(): Promise<void> {
    for (let sessions = 1; sessions < this.best.plan.length && this.hasTime; sessions *= 2) {
      if (await this.fails(evenPlan(sessions, this.size), ATTEMPTS)) {
        return this.fewerOperations();
      }
    }
  }

  /** Leaves out halves, then quarters, and at last single steps (delta debugging). */
  async leaveOut(): Promise<void> {
    for (let parts = 2; this.size > 1 && this.hasTime;) {
      const length = Math.ceil(this.size / parts);
      let found = false;
      for (let from = 0; from < this.size && !found && this.hasTime; from += length) {
        found = await this.fails(without(this.best.plan, from, from + length), 1);
      }
      if (!found && length === 1) return;
      parts = found ? Math.max(parts - 1, 2) : 2 * parts;
    }
  }

  private get size(): number {
    return sizeOf(this.best.plan);
  }

  private get hasTime(): boolean {
    return performance.now() < this.until;
  }

  private async fails(plan: Plan, attempts: number): Promise<boolean> {
    for (let attempt = 1; attempt <= attempts && this.hasTime; attempt++) {
      this.reruns++;
      const run = await this.rerun(plan);
      if (!run) continue;
      this.failedReruns++;
      this.best = run;
      return true;
    }
    return false;
  }
}

/** A plan without its steps from `from` to before `to`, numbered through all sessions. */
function without(plan: Plan, from: number, to: number): Plan {
  let at = 0;
  return plan.map((positions) => positions.filter(() => at++ < from || at > to));
}
