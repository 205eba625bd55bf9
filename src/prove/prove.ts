import { isDistributed } from '../database/distributed/tenants';
import { createPool } from '../database/pool';
import { EVERY_ATTACK_IS_REFUSED, violatedNames, type Violations } from './model/invariants';
import { sizeOf } from './model/plan';
import { runModel, type ModelOptions, type ModelReport, type ModelRun } from './model/run';
import { tenantNamer } from './scratch';
import { shrink, type Rerun, type Shrunk } from './shrink';

export interface ProveOptions {
  /** A scratch database of this version. */
  readonly url: string;
  /** Whether statements are prepared under a name. */
  readonly named: boolean;
  readonly seed: number;
  readonly sessions: number;
  readonly seconds: number;
  readonly operations?: number;
  /** How long to look for a shorter failing history when an invariant is violated. */
  readonly shrinkSeconds: number;
  readonly onProgress: (text: string) => void;
}

/** The report of a run and, if it failed, the shortest history found that violates the same invariants. */
export interface Proof {
  readonly tenant: string;
  readonly report: ModelReport;
  readonly failure?: Shrunk;
}

const SHORTEST_ROUND = 250;

/** Runs random sessions on a tenant of their own. If they violate an invariant, looks for a shorter failing history. */
export async function prove(options: ProveOptions): Promise<Proof> {
  const { url, named, seed, sessions, onProgress } = options;
  const nextTenant = await tenantNamer(url, seed);
  const owner = createPool(url, 'bincard_owner', { max: 1 });
  const app = createPool(url, 'bincard_app', { max: 2 * sessions });
  // Their temporary tables with triggers are the coordinator's, and do not reach the rows of a node.
  const hostile = (await isDistributed(app)) ? undefined : createPool(url, undefined, { max: 3 });
  const base = { owner, app, named, seed, sessions };
  try {
    const tenant = nextTenant();
    const start = performance.now();
    const first = await runModel({
      ...{ ...base, ...(hostile && { hostile }), tenant },
      ...{ operations: options.operations, seconds: options.seconds },
      // A check takes longer as the ledger grows. Rounds grow with it, so checks take a constant share of the time.
      round: (sent) => Math.max(SHORTEST_ROUND, Math.ceil(sent / 4)),
      onRound: (operations, rounds) => {
        const seconds = Math.round((performance.now() - start) / 1000);
        onProgress(
          `${seconds} s: ${operations} operations, every invariant checked ${rounds} times`,
        );
      },
    });
    const { report } = first;
    // Attacks write nothing that stays, so no shorter history would show them.
    if (violatedByOperations(report.violations).length === 0) return { tenant, report };
    const until = performance.now() + options.shrinkSeconds * 1000;
    const rerun = rerunner(first, { ...base, round: () => 0 }, nextTenant, until, onProgress);
    return { tenant, report, failure: await shrink(first, rerun, until) };
  } finally {
    await owner.end();
    await app.end();
    await hostile?.end();
  }
}

/** Runs plans, each on a tenant of its own, and returns those that violate an invariant that `first` violated. */
function rerunner(
  first: ModelRun,
  options: Omit<ModelOptions, 'tenant'>,
  nextTenant: () => string,
  until: number,
  onProgress: (text: string) => void,
): Rerun {
  const wanted = violatedByOperations(first.report.violations);
  return async (plan) => {
    onProgress(
      `violated; looking for a shorter history: ${sizeOf(plan)} operations of ${plan.length} sessions`,
    );
    const seconds = Math.max(until - performance.now(), 0) / 1000;
    const run = await runModel({ ...options, tenant: nextTenant(), plan, seconds });
    const names = violatedNames(run.report.violations);
    return names.some((name) => wanted.includes(name)) ? run : undefined;
  };
}

/** The violated invariants, without that of the hostile sessions. */
function violatedByOperations(violations: Violations): string[] {
  return violatedNames(violations).filter((name) => name !== EVERY_ATTACK_IS_REFUSED);
}
