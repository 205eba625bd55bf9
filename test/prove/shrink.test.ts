import type { Plan } from '../../src/prove/model/plan';
import type { ModelRun } from '../../src/prove/model/run';
import { evenPlan } from '../../src/prove/model/plan';
import { shrink } from '../../src/prove/shrink';

// The search for a shorter history, without a database: a plan fails when it contains certain steps.

const TOMORROW = performance.now() + 86_400_000;

function runOf(plan: Plan): ModelRun {
  return { plan } as ModelRun;
}

/** A plan fails when it contains each of these steps (session, position). */
function failsWith(...steps: [number, number][]) {
  return (plan: Plan) =>
    Promise.resolve(steps.every(([n, at]) => plan[n]?.includes(at)) ? runOf(plan) : undefined);
}

describe('the shortest failing history', () => {
  it('keeps the steps that are needed, and says which run without gaps contains them', async () => {
    const found = await shrink(runOf(evenPlan(8, 400)), failsWith([0, 3], [1, 7]), TOMORROW);
    expect(found.run.plan).toEqual([[3], [7]]);
    expect(found.again).toEqual({ sessions: 2, operations: 16 });
    expect(found.failedReruns).toBeLessThan(found.reruns);
  });

  it('has one session when one is enough', async () => {
    const found = await shrink(runOf(evenPlan(8, 400)), failsWith([0, 20]), TOMORROW);
    expect(found.run.plan).toEqual([[20]]);
  });

  it('is the first run when no other fails', async () => {
    const first = runOf(evenPlan(8, 400));
    const found = await shrink(first, () => Promise.resolve(undefined), TOMORROW);
    expect(found.run).toBe(first);
    expect(found.again).toEqual({ sessions: 8, operations: 400 });
  });

  it('is searched only while there is time', async () => {
    const found = await shrink(runOf(evenPlan(8, 400)), failsWith([0, 3]), performance.now() - 1);
    expect(found).toMatchObject({ reruns: 0, again: { operations: 400 } });
  });
});
