import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, QueryResult } from 'pg';
import type { Logger } from 'pino';
import { createPool } from '../database/pool';
import { pause } from '../lifecycle/wait';

/**
 * The connections of graphile-worker. Its crontab runs statements by pool.query, and the first that fails ends the whole
 * process. So here each statement is retried until it succeeds, or until the worker stops (then it returns no rows).
 * Running one twice does no harm: each minute of a crontab is scheduled once.
 */
export function createQueuePool(url: string, logger: Logger, stopping: AbortSignal): Pool {
  const pool = createPool(url, undefined, { max: 4 });
  const query = pool.query.bind(pool) as (...values: unknown[]) => Promise<QueryResult>;
  const waiting = async (...values: unknown[]): Promise<QueryResult> => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await query(...values);
      } catch (error) {
        if (stopping.aborted) return { rows: [], rowCount: 0, command: '', oid: 0, fields: [] };
        if (attempt === 0) logger.error({ err: error }, 'the schedule waits for the database');
        await sleep(pause(attempt), undefined, { signal: stopping }).catch(() => undefined);
      }
    }
  };
  pool.query = waiting as Pool['query'];
  return pool;
}
