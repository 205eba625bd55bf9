import { evenPlan, sizeOf, type Plan } from './model/plan';
import type { ModelRun } from './model/run';

/** Runs a plan anew; the run when the law is broken again, undefined when it holds. */
export type Rerun = (plan: Plan) => Promise<ModelRun | undefined>;

/** The smallest run found that breaks the law. */
export interface Shrunk {
  readonly run: ModelRun;
  /** The smallest that the command line can ask for: nothing is left out between its first and last step. */
  readonly again: { readonly sessions: number; readonly operations: number };
  readonly reruns: number;
  readonly brokenReruns: number;
}

// Sessions meet otherwise each time: that a run was clean once proves little.
const ATTEMPTS = 2;

/** Looks for less that still breaks the law: fewer operations, fewer sessions, then single steps left out. */
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
    brokenReruns: shrinker.brokenReruns,
  };
}

class Shrinker {
  reruns = 0;
  brokenReruns = 0;

  constructor(
    public best: ModelRun,
    private readonly rerun: Rerun,
    private readonly until: number,
  ) {}

  /** Half of what is between the largest clean run and the smallest broken one, again and again. */
  async fewerOperations(): Promise<void> {
    let clean = 0;
    while (this.size - clean > 1 && this.hasTime) {
      const middle = Math.floor((clean + this.size) / 2);
      if (!(await this.breaks(evenPlan(this.best.plan.length, middle), ATTEMPTS))) clean = middle;
    }
  }

  /** As many operations by one session, or by two, ...; and then fewer of those. */
  async fewerSessions(): Promise<void> {
    for (let sessions = 1; sessions < this.best.plan.length && this.hasTime; sessions *= 2) {
      if (await this.breaks(evenPlan(sessions, this.size), ATTEMPTS)) {
        return this.fewerOperations();
      }
    }
  }

  /** Leaves out halves, then quarters, ..., at last single steps (delta debugging). */
  async leaveOut(): Promise<void> {
    for (let parts = 2; this.size > 1 && this.hasTime;) {
      const length = Math.ceil(this.size / parts);
      let found = false;
      for (let from = 0; from < this.size && !found && this.hasTime; from += length) {
        found = await this.breaks(without(this.best.plan, from, from + length), 1);
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

  private async breaks(plan: Plan, attempts: number): Promise<boolean> {
    for (let attempt = 1; attempt <= attempts && this.hasTime; attempt++) {
      this.reruns++;
      const run = await this.rerun(plan);
      if (!run) continue;
      this.brokenReruns++;
      this.best = run;
      return true;
    }
    return false;
  }
}

/** A plan without its steps `from` up to `to`, counted through all sessions. */
function without(plan: Plan, from: number, to: number): Plan {
  let at = 0;
  return plan.map((places) => places.filter(() => at++ < from || at > to));
}
