import type { Plan } from '../../src/prove/model/plan';
import type { ModelRun } from '../../src/prove/model/run';
import { evenPlan } from '../../src/prove/model/plan';
import { shrink } from '../../src/prove/shrink';

// The search for a shorter history, without a database: a plan "breaks" when it holds some steps.

const TOMORROW = performance.now() + 86_400_000;

function runOf(plan: Plan): ModelRun {
  return { plan } as ModelRun;
}

/** Breaks when each of these steps (session, place) is in the plan. */
function breaksWith(...steps: [number, number][]) {
  return (plan: Plan) =>
    Promise.resolve(steps.every(([n, at]) => plan[n]?.includes(at)) ? runOf(plan) : undefined);
}

describe('the shortest failing history', () => {
  it('keeps the steps that it takes, and says which run without gaps has them', async () => {
    const found = await shrink(runOf(evenPlan(8, 400)), breaksWith([0, 3], [1, 7]), TOMORROW);
    expect(found.run.plan).toEqual([[3], [7]]);
    expect(found.again).toEqual({ sessions: 2, operations: 16 });
    expect(found.brokenReruns).toBeLessThan(found.reruns);
  });

  it('is of one session where one is enough', async () => {
    const found = await shrink(runOf(evenPlan(8, 400)), breaksWith([0, 20]), TOMORROW);
    expect(found.run.plan).toEqual([[20]]);
  });

  it('is the first run where no other breaks', async () => {
    const first = runOf(evenPlan(8, 400));
    const found = await shrink(first, () => Promise.resolve(undefined), TOMORROW);
    expect(found.run).toBe(first);
    expect(found.again).toEqual({ sessions: 8, operations: 400 });
  });

  it('ends when its time is over', async () => {
    const found = await shrink(runOf(evenPlan(8, 400)), breaksWith([0, 3]), performance.now() - 1);
    expect(found).toMatchObject({ reruns: 0, again: { operations: 400 } });
  });
});
