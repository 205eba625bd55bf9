import type { Pool } from 'pg';
import { SyncError } from './errors';

const LOCK = 731950216;

/**
 * Runs `work` under the source's lock, which is exclusive across servers; throws SYNC_RUNNING when it is taken. The lock
 * is held by a transaction that reads and writes nothing, so it blocks no vacuum and works behind a transaction pooler.
 * When its connection dies, `lost` is aborted and the work has to stop.
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
      throw new SyncError('SYNC_RUNNING', 'Another run of this source is in progress', {
        sourceId,
      });
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
