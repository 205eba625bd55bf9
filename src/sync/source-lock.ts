import type { Pool } from 'pg';
import { SyncError } from './errors';

const LOCK = 731950216;

/**
 * Runs `work` while nobody else, on any server, runs the same source; throws SYNC_RUNNING. The lock belongs to a
 * transaction that reads and writes nothing (so it keeps nobody back, and works behind a transaction pooler); should
 * its connection die, `lost` says so and the work has to stop.
 */
export async function withSourceLock<Result>(
  pool: Pool,
  tenantId: string,
  sourceId: string,
  work: (lost: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  const lost = new AbortController();
  const onLost = () => lost.abort();
  client.on('error', onLost).on('end', onLost);
  let broken = true;
  try {
    await client.query('begin; set local idle_in_transaction_session_timeout = 0');
    const { rows } = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_xact_lock($1, hashtext($2)) as locked',
      [LOCK, `${tenantId}/${sourceId}`],
    );
    if (!rows[0]!.locked) {
      throw new SyncError('SYNC_RUNNING', 'Another run of this source is under way', { sourceId });
    }
    return await work(lost.signal);
  } finally {
    await client.query('rollback').then(
      () => (broken = false),
      () => undefined,
    );
    client.off('error', onLost).off('end', onLost);
    client.release(broken);
  }
}
