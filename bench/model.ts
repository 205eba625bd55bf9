import { createPool } from '../src/database/pool';
import { brokenIn } from '../src/prove/model/law';
import { runModel } from '../src/prove/model/run';

const SESSIONS = 8;

/**
 * Eight sessions do every operation there is to a few hot batches; after each 500 operations all pause
 * and every invariant is asked. The seed repeats what is sent; which session comes first is the
 * machine's.
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
    const { verdict, ...figures } = report;
    if (brokenIn(verdict)) process.exitCode = 1;
    const invariants = Object.entries(verdict).map(([name, wrong]) => [
      name,
      wrong.length === 0 ? 'holds' : { broken: wrong.length, first: wrong.slice(0, 5) },
    ]);
    return { ...figures, invariants: Object.fromEntries(invariants) as object };
  } finally {
    await owner.end();
    await app.end();
  }
}
