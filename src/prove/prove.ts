import { createPool } from '../database/pool';
import { brokenNames, type Verdict } from './model/law';
import { runModel, type ModelOptions, type ModelReport, type ModelRun } from './model/run';
import { tenantNamer } from './scratch';
import { shrink, type Shrunk } from './shrink';

export interface ProveOptions {
  /** A scratch database of this version. */
  readonly url: string;
  readonly seed: number;
  readonly sessions: number;
  readonly seconds: number;
  readonly operations?: number;
  /** How long to look for a shorter history once an invariant is broken. */
  readonly shrinkSeconds: number;
  readonly onProgress: (words: string) => void;
}

/** What a run did, and the shortest history found that breaks what it broke. */
export interface Proof {
  readonly tenant: string;
  readonly report: ModelReport;
  readonly failure?: Shrunk;
}

const SHORTEST_ROUND = 250;

/** Lets random sessions loose on a tenant of their own; when they break the law, looks for a shorter way to. */
export async function prove(options: ProveOptions): Promise<Proof> {
  const { url, seed, sessions, onProgress } = options;
  const nextTenant = await tenantNamer(url, seed);
  const owner = createPool(url, 'bincard_owner', { max: 1 });
  const app = createPool(url, 'bincard_app', { max: 2 * sessions });
  const base = { owner, app, seed, sessions };
  try {
    const tenant = nextTenant();
    const start = performance.now();
    const first = await runModel({
      ...{ ...base, tenant, operations: options.operations, seconds: options.seconds },
      // Looks cost what the ledger is long: so many that they take a part of the time that stays the same.
      round: (sent) => Math.max(SHORTEST_ROUND, Math.ceil(sent / 4)),
      onRound: (operations, rounds) => {
        const seconds = Math.round((performance.now() - start) / 1000);
        onProgress(`${seconds} s: ${operations} operations, every invariant asked ${rounds} times`);
      },
    });
    const { report } = first;
    if (brokenNames(report.verdict).length === 0) return { tenant, report };
    const until = performance.now() + options.shrinkSeconds * 1000;
    const rerun = rerunner(first, { ...base, round: () => 0 }, nextTenant, until, onProgress);
    return { tenant, report, failure: await shrink(first, rerun, until) };
  } finally {
    await owner.end();
    await app.end();
  }
}

/** Runs plans, each on a tenant of its own, and tells whether they break something that `first` broke. */
function rerunner(
  first: ModelRun,
  options: Omit<ModelOptions, 'tenant'>,
  nextTenant: () => string,
  until: number,
  onProgress: (words: string) => void,
) {
  const wanted = brokenNames(first.report.verdict);
  const isAgain = (verdict: Verdict) => brokenNames(verdict).some((name) => wanted.includes(name));
  return async (plan: ModelRun['plan']): Promise<ModelRun | undefined> => {
    const steps = plan.reduce((sum, places) => sum + places.length, 0);
    onProgress(`broken; does it take less? ${steps} operations of ${plan.length} sessions`);
    const seconds = Math.max(until - performance.now(), 0) / 1000;
    const run = await runModel({ ...options, tenant: nextTenant(), plan, seconds });
    return isAgain(run.report.verdict) ? run : undefined;
  };
}
