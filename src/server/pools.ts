import type { Pool } from 'pg';
import { isRetryable } from '../database/error-mapping';
import { createPool } from '../database/pool';
import type { ServerSettings } from './settings';

/** The server's connections, by what they are for: none of them waits for another. */
export interface Pools {
  /** Operations. */
  readonly main: Pool;
  /** Exports: each holds its connection as long as its reader takes. */
  readonly exports: Pool;
  /** Readiness and metrics: one connection, read-only and soon given up. */
  readonly probe: Pool;
  end(): Promise<void>;
}

const PROBE_TIMEOUT_MS = 2000;

export function openPools(
  url: string,
  poolSize: number,
  settings: ServerSettings,
  onRetryable: () => void,
): Pools {
  // As start-up options, like the role: a pooler that lets one pass lets the other pass.
  const session = (role: string, statementTimeoutMs: number, more = '') => ({
    options: `-c role=${role} -c statement_timeout=${statementTimeoutMs}${more}`,
  });
  const main = createPool(url, 'bincard_app', {
    max: poolSize,
    ...session('bincard_app', settings.statementTimeoutMs),
  });
  reportRetryable(main, onRetryable);
  const exports = createPool(url, 'bincard_app', {
    max: settings.maxExports,
    ...session('bincard_app', settings.exportTimeoutMs),
  });
  // The owner's: the app may not read which migrations have run.
  const probe = createPool(url, 'bincard_owner', {
    max: 1,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: PROBE_TIMEOUT_MS,
    ...session('bincard_owner', PROBE_TIMEOUT_MS, ' -c default_transaction_read_only=on'),
  });
  return {
    ...{ main, exports, probe },
    end: async () => {
      await Promise.all([main.end(), exports.end(), probe.end()]);
    },
  };
}

/** Tells of each statement that met others; documents.ts runs it again. */
function reportRetryable(pool: Pool, onRetryable: () => void): void {
  const query = pool.query.bind(pool) as (...values: unknown[]) => Promise<unknown>;
  const reporting = async (...values: unknown[]) => {
    try {
      return await query(...values);
    } catch (error) {
      if (isRetryable(error)) onRetryable();
      throw error;
    }
  };
  pool.query = reporting as unknown as Pool['query'];
}
