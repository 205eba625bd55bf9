import type { Pool } from 'pg';
import { createPool } from '../database/pool';
import { readSession, refuseFault } from '../lifecycle/isolation';
import type { ServerSettings } from '../config';

/** The server's connections by purpose, so that no purpose waits for another. */
export interface Pools {
  /** Operations. */
  readonly main: Pool;
  /** Exports: each holds its connection until its reader has read it all. */
  readonly exports: Pool;
  /** Readiness and metrics: one read-only connection with a short timeout. */
  readonly probe: Pool;
  end(): Promise<void>;
}

const PROBE_TIMEOUT_MS = 2000;
/** The database is taken for lost when a statement has not ended so long after its timeout. */
const SILENCE_MS = 5000;

/** `more` is for each pool: which of several hosts is wanted. */
export function openPools(
  url: string,
  poolSize: number,
  settings: ServerSettings,
  { pipeline = false, ...more }: { wants?: string; pipeline?: boolean } = {},
): Pools {
  // Set as start-up options, like the role, so that a pooler that passes one passes both.
  const session = (role: string, statementTimeoutMs: number, further = '') => ({
    options: `-c role=${role} -c statement_timeout=${statementTimeoutMs}${further}`,
  });
  const main = createPool(url, 'bincard_app', {
    max: poolSize,
    pipeline,
    query_timeout: settings.statementTimeoutMs + SILENCE_MS,
    ...more,
    ...session('bincard_app', settings.statementTimeoutMs),
  });
  const exports = createPool(url, 'bincard_app', {
    max: settings.maxExports,
    ...more,
    ...session('bincard_app', settings.exportTimeoutMs),
  });
  // With the rights of operations, so that readiness covers what they need.
  const probe = createPool(url, 'bincard_app', {
    max: 1,
    ...more,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: PROBE_TIMEOUT_MS,
    query_timeout: 2 * PROBE_TIMEOUT_MS,
    ...session('bincard_app', PROBE_TIMEOUT_MS, ' -c default_transaction_read_only=on'),
  });
  return {
    ...{ main, exports, probe },
    end: async () => {
      await Promise.all([main.end(), exports.end(), probe.end()]);
    },
  };
}

/** The same; throws DatabaseUnusable where the login could see the rows of every tenant. Whatever else is wrong, /readyz says. */
export async function openIsolatedPools(...given: Parameters<typeof openPools>): Promise<Pools> {
  const pools = openPools(...given);
  const state = await readSession(pools.main).catch(() => undefined);
  if (state?.fault !== undefined) {
    await pools.end();
    refuseFault(state);
  }
  return pools;
}
