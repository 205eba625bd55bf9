import { createPool } from '../src/database/pool';
import { isViolated } from '../src/prove/model/invariants';
import { runModel } from '../src/prove/model/run';

const SESSIONS = 8;

/**
 * Eight concurrent sessions perform random operations of every kind on a few shared batches. After each 500 operations all
 * sessions pause and every invariant is checked. The seed repeats what each session requests, but not the order between the
 * sessions.
 */
export async function benchModel(url: string): Promise<Record<string, unknown>> {
  const seed = Number(process.env['BENCH_SEED'] ?? Date.now() % 2 ** 31);
  console.log(`model: BENCH_SEED=${seed}`);
  const owner = createPool(url, 'bincard_owner', { max: 1 });
  const app = createPool(url, 'bincard_app', { max: 2 * SESSIONS });
  try {
    const { report } = await runModel({
      ...{ owner, app, tenant: `prove-${seed}`, seed, sessions: SESSIONS, round: () => 500 },
      operations: Number(process.env['BENCH_OPERATIONS'] ?? 20_000),
    });
    const { violations, ...figures } = report;
    if (isViolated(violations)) process.exitCode = 1;
    const invariants = Object.entries(violations).map(([name, rows]) => [
      name,
      rows.length === 0 ? 'holds' : { violations: rows.length, first: rows.slice(0, 5) },
    ]);
    return { ...figures, invariants: Object.fromEntries(invariants) as object };
  } finally {
    await owner.end();
    await app.end();
  }
}
