import type { Pool } from 'pg';
import { until } from '../server/support';

/**
 * Waits until no open transaction is older than the last movement, the last audit entry and the last event. An incremental
 * verification, a feed and a checkpoint leave out what such a transaction could still precede, also one of another database
 * of this server, such as another test's.
 */
export const untilSettled = (pool: Pool): Promise<void> =>
  until(async () => !(await isUnsettled(pool)));

export async function isUnsettled(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ open: boolean }>(
    `select exists (select from inventory.movements where transaction_id >= oldest)
       or exists (select from inventory.audit_log where transaction_id >= oldest)
       or exists (select from inventory.outbox where transaction_id >= oldest) as open
     from pg_snapshot_xmin(pg_current_snapshot()) as oldest`,
  );
  return rows[0]!.open;
}
