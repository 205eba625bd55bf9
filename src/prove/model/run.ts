import fc from 'fast-check';
import type { Pool } from 'pg';
import { Acknowledged } from './acknowledged';
import { History, type DoneOperation } from './history';
import { askTheLaw, brokenIn, type Verdict } from './law';
import { opening } from './operations';
import type { Plan } from './plan';
import { Sending, type Limits } from './sending';
import { Session, type Notes } from './session';
import { Tally, type KindTally, type Latency } from './tally';
import { inTenant } from './tenant';
import { openWorld } from './world';

export interface ModelOptions extends Limits {
  /** May make a tenant. */
  readonly owner: Pool;
  /** The app role; two connections for each session, so that nobody waits for one. */
  readonly app: Pool;
  /** The code of the tenant that is made for the run. */
  readonly tenant: string;
  readonly seed: number;
  readonly onRound?: (operations: number, rounds: number) => void;
}

export interface ModelReport {
  readonly seed: number;
  readonly sessions: number;
  /** Those that found something to do. */
  readonly operations: number;
  /** How often the law was asked. */
  readonly rounds: number;
  /** While the sessions ran; the law's own time is not in it. */
  readonly operationsPerSecond: number;
  readonly secondsOfLaw: number;
  /** Of all requests. */
  readonly latency: Latency;
  readonly kinds: Record<string, KindTally & { readonly latency: Latency }>;
  readonly refusals: Record<string, number>;
  readonly documents: number;
  readonly movements: number;
  /** That PostgreSQL ended and writeDocument tried again. */
  readonly deadlocks: number;
  readonly verdict: Verdict;
}

export interface ModelRun {
  readonly report: ModelReport;
  /** What was sent. */
  readonly plan: Plan;
  readonly history: DoneOperation[];
}

/** The session that fills the shelves before the others begin. */
export const OPENER = 'opener';
const OPENING_RECEIPTS = 12;

/**
 * Sessions on real connections do what they like to a few hot batches and documents, in rounds. After each
 * round all pause and the law is asked; the run ends with the first round that breaks it.
 */
export async function runModel(options: ModelOptions): Promise<ModelRun> {
  const { owner, app, seed } = options;
  const world = await openWorld(owner, app, options.tenant);
  const notes = { done: new Acknowledged(), tally: new Tally(), history: new History() };
  const sending = new Sending(seed, options);
  const open = (actor: string) => new Session(actor, app, world, notes);
  const sessions = Array.from({ length: sending.sessions }, (_, n) => open(`session-${n}`));
  const deadlocksBefore = await countDeadlocks(app);
  await open(OPENER).run(fc.sample(opening.arbitrary, { seed, numRuns: OPENING_RECEIPTS }));

  let verdict: Verdict;
  let rounds = 0;
  let running = 0;
  let asking = 0;
  do {
    const steps = sending.nextRound();
    const start = performance.now();
    await Promise.all(sessions.map((session, n) => session.run(steps[n]!)));
    const paused = performance.now();
    verdict = await askTheLaw(app, world, notes.done, notes.tally);
    running += paused - start;
    asking += performance.now() - paused;
    options.onRound?.(notes.tally.operations, ++rounds);
  } while (!sending.isOver && !brokenIn(verdict));

  const report = {
    ...{ seed, sessions: sessions.length, operations: notes.tally.operations, rounds },
    operationsPerSecond: Math.round((notes.tally.operations / running) * 1000),
    secondsOfLaw: Math.round(asking / 1000),
    ...figuresOf(notes),
    movements: await countMovements(app, world.tenantId),
    deadlocks: (await countDeadlocks(app)) - deadlocksBefore,
    verdict,
  };
  return { report, plan: sending.plan, history: notes.history.newest() };
}

function figuresOf({ tally, done }: Notes) {
  const kinds = [...tally.kinds].sort().map(([kind, counts]) => {
    return [kind, { ...counts, latency: tally.latency(kind) }] as const;
  });
  return {
    latency: tally.latency(),
    kinds: Object.fromEntries(kinds),
    refusals: Object.fromEntries([...tally.refusals].sort()),
    documents: done.documents.size,
  };
}

async function countMovements(app: Pool, tenantId: string): Promise<number> {
  return inTenant(app, tenantId, 'law', async (client) => {
    const text = 'select count(*) from inventory.movements';
    return (await client.query<{ count: number }>(text)).rows[0]!.count;
  });
}

async function countDeadlocks(app: Pool): Promise<number> {
  const { rows } = await app.query<{ deadlocks: number }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  return rows[0]!.deadlocks;
}
