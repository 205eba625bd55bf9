import fc from 'fast-check';
import type { Pool } from 'pg';
import { Acknowledged } from './acknowledged';
import { askTheLaw, type Verdict } from './law';
import { anyStep, opening } from './operations';
import { Session } from './session';
import { Tally, type KindTally } from './tally';
import { inTenant } from './tenant';
import { openWorld } from './world';

export interface ModelOptions {
  /** May make a tenant. */
  readonly owner: Pool;
  /** The app role; two connections for each session, so that nobody waits for one. */
  readonly app: Pool;
  readonly seed: number;
  readonly sessions: number;
  /** How many operations are sent before the run ends. */
  readonly operations: number;
  /** How many are sent between two looks at the law. */
  readonly round: number;
}

export interface ModelReport {
  readonly seed: number;
  readonly sessions: number;
  readonly operations: number;
  /** How often the law was asked. */
  readonly rounds: number;
  /** While the sessions ran; the law's own time is not in it. */
  readonly operationsPerSecond: number;
  readonly secondsOfLaw: number;
  readonly kinds: Record<string, KindTally>;
  readonly refusals: Record<string, number>;
  readonly documents: number;
  readonly movements: number;
  /** That PostgreSQL ended and writeDocument tried again. */
  readonly deadlocks: number;
  readonly verdict: Verdict;
}

const OPENING_RECEIPTS = 12;

/**
 * Sessions on real connections do what they like to a few hot batches and documents, in rounds. After each
 * round all pause and the law is asked; the run ends with the first round that breaks it.
 */
export async function runModel(options: ModelOptions): Promise<ModelReport> {
  const { owner, app, seed } = options;
  const world = await openWorld(owner, app);
  const done = new Acknowledged();
  const tally = new Tally();
  const sessions = Array.from(
    { length: options.sessions },
    (_, n) => new Session(`session-${n}`, app, world, done, tally),
  );
  const deadlocksBefore = await countDeadlocks(app);
  await sessions[0]!.run(fc.sample(opening.arbitrary, { seed, numRuns: OPENING_RECEIPTS }));

  const length = Math.ceil(options.round / options.sessions);
  const script = fc.array(anyStep, { minLength: length, maxLength: length });
  let verdict: Verdict;
  let rounds = 0;
  let running = 0;
  let asking = 0;
  do {
    const scripts = fc.sample(script, { seed: seed + ++rounds, numRuns: sessions.length });
    const start = performance.now();
    await Promise.all(sessions.map((session, n) => session.run(scripts[n]!)));
    const paused = performance.now();
    verdict = await askTheLaw(app, world, done, tally);
    running += paused - start;
    asking += performance.now() - paused;
  } while (tally.operations < options.operations && !brokenIn(verdict));

  const movements = await inTenant(app, world.tenantId, 'law', (client) =>
    client.query<{ count: number }>('select count(*) from inventory.movements'),
  );
  return {
    ...{ seed, sessions: sessions.length, operations: tally.operations, rounds },
    operationsPerSecond: Math.round((tally.operations / running) * 1000),
    secondsOfLaw: Math.round(asking / 1000),
    kinds: Object.fromEntries([...tally.kinds].sort()),
    refusals: Object.fromEntries([...tally.refusals].sort()),
    documents: done.documents.size,
    movements: movements.rows[0]!.count,
    deadlocks: (await countDeadlocks(app)) - deadlocksBefore,
    verdict,
  };
}

/** Whether some invariant found something wrong. */
export function brokenIn(verdict: Verdict): boolean {
  return Object.values(verdict).some((wrong) => wrong.length > 0);
}

async function countDeadlocks(app: Pool): Promise<number> {
  const { rows } = await app.query<{ deadlocks: number }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  return rows[0]!.deadlocks;
}
