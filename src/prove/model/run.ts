import fc from 'fast-check';
import type { Pool } from 'pg';
import { GroupedWrites } from '../../database/grouped-writes';
import { HostileSessions, type AttackTally } from '../hostile/sessions';
import { Groups } from './groups';
import type { DoneOperation } from './history';
import {
  checkInvariants,
  EVERY_ATTACK_IS_REFUSED,
  isViolated,
  type Violations,
} from './invariants';
import { firstReceipt } from './operations';
import type { Plan } from './plan';
import { Records } from './records';
import { Schedule, type Limits } from './schedule';
import { Session } from './session';
import type { KindTally, Latency, Tally } from './tally';
import { inTenant } from './tenant';
import { createWorld, SETUP_ACTOR } from './world';

export interface ModelOptions extends Limits {
  readonly owner: Pool; // may create a tenant
  /** The app role, with two connections per session, so that no request waits for one. */
  readonly app: Pool;
  readonly named?: boolean; // whether statements are prepared under a name; default: true
  /** The login, with three connections: hostile sessions attack what the others write. Without it there are none. */
  readonly hostile?: Pool;
  readonly tenant: string; // the code of the tenant that is created for the run
  readonly seed: number;
  /** Ends the run after a round, before its limits do. */
  readonly isEnough?: (tally: Tally) => boolean;
  readonly onRound?: (operations: number, rounds: number) => void;
}

export interface ModelReport {
  readonly seed: number;
  readonly sessions: number;
  /** Without those that found nothing to do. */
  readonly operations: number;
  /** How often the invariants were checked. */
  readonly rounds: number;
  /** Without the time of the checks. */
  readonly operationsPerSecond: number;
  readonly secondsOfChecks: number;
  /** Of all requests. */
  readonly latency: Latency;
  readonly kinds: Record<string, KindTally & { readonly latency: Latency }>;
  readonly refusals: Record<string, number>;
  readonly documents: number;
  readonly movements: number;
  /** Movements that were moved out to an archive, besides those. */
  readonly archived: number;
  /** Sales that were written together, and those of the largest group. */
  readonly grouped: {
    readonly groups: number;
    readonly requests: number;
    readonly largest: number;
  };
  /** Deadlocks that PostgreSQL ended; writeDocument retried each. */
  readonly deadlocks: number;
  /** How the attempts of each attack of the hostile sessions ended. */
  readonly attacks: readonly AttackTally[];
  readonly violations: Violations;
}

export interface ModelRun {
  readonly report: ModelReport;
  /** The steps that were performed. */
  readonly plan: Plan;
  readonly history: DoneOperation[];
}

const FIRST_RECEIPTS = 12;
const LARGEST_GROUP = 16;

/**
 * Concurrent sessions perform random operations on a few shared batches and documents, in rounds. After each round all
 * sessions pause and the invariants are checked. The run ends with the first round that violates one.
 */
export async function runModel(options: ModelOptions): Promise<ModelRun> {
  const { owner, app, seed, named = true } = options;
  const world = await createWorld(owner, app, options.tenant, named);
  const records = new Records();
  const schedule = new Schedule(seed, options);
  const groups = new Groups();
  const writes = (largest: number) =>
    new GroupedWrites({ pool: app, named, largest, onSend: groups.onSend });
  // As two servers that share a database, of which only one writes in groups.
  const [together, alone] = [writes(LARGEST_GROUP), writes(1)];
  const session = (actor: string, by = alone) => new Session(actor, app, by, world, records);
  const sessions = Array.from({ length: schedule.sessions }, (_, n) =>
    session(`session-${n}`, n % 4 === 3 ? alone : together),
  );
  const hostile = options.hostile && new HostileSessions(options.hostile, world, seed);
  const deadlocksBefore = await countDeadlocks(app);
  const receipts = fc.sample(firstReceipt.arbitrary, { seed, numRuns: FIRST_RECEIPTS });
  await session(SETUP_ACTOR).run(receipts);

  let violations: Violations;
  let rounds = 0;
  let running = 0;
  let checking = 0;
  do {
    const steps = schedule.nextRound();
    const start = performance.now();
    const work = Promise.all(sessions.map((each, n) => each.run(steps[n]!)));
    await (hostile ? hostile.during(work) : work);
    const paused = performance.now();
    violations = await checkInvariants(app, world, records.acknowledged, records.tally);
    if (hostile) violations[EVERY_ATTACK_IS_REFUSED] = hostile.failed;
    running += paused - start;
    checking += performance.now() - paused;
    options.onRound?.(records.tally.operations, ++rounds);
    if (options.isEnough?.(records.tally)) break;
  } while (!schedule.isOver && !isViolated(violations));

  const report = {
    ...{ seed, sessions: sessions.length, operations: records.tally.operations, rounds },
    operationsPerSecond: Math.round((records.tally.operations / running) * 1000),
    secondsOfChecks: Math.round(checking / 1000),
    ...figuresOf(records),
    movements: await countMovements(app, world.tenantId),
    archived: records.acknowledged.archived.length,
    grouped: groups.counts,
    deadlocks: (await countDeadlocks(app)) - deadlocksBefore,
    attacks: hostile?.tallies ?? [],
    violations,
  };
  return { report, plan: schedule.plan, history: records.history.newest() };
}

function figuresOf({ tally, acknowledged }: Records) {
  const kinds = [...tally.kinds].sort().map(([kind, counts]) => {
    return [kind, { ...counts, latency: tally.latency(kind) }] as const;
  });
  return {
    latency: tally.latency(),
    kinds: Object.fromEntries(kinds),
    refusals: Object.fromEntries([...tally.refusals].sort()),
    documents: acknowledged.documents.size,
  };
}

async function countMovements(app: Pool, tenantId: string): Promise<number> {
  return inTenant(app, tenantId, 'invariants', async (client) => {
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
