import type { Pool, PoolClient } from 'pg';
import { TAKE_ROLE } from '../../database/app-role';

/** Runs `work` in one transaction of a tenant, as an admin, as any client with plain SQL would. */
export async function inTenant<Result>(
  pool: Pool,
  tenantId: string,
  actor: string,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query(`begin; ${TAKE_ROLE}`);
    await client.query(
      `select set_config('app.tenant_id', $1, true), set_config('app.actor', $2, true),
         set_config('app.role', 'admin', true)`,
      [tenantId, actor],
    );
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
