import type { Pool, PoolClient } from 'pg';
import { distributionOf } from '../../database/distributed/distribution';
import { sendTogether } from '../../database/distributed/messages';
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
    // Not set_config, which reaches no other node of a distributed database.
    await sendTogether(pool, client, [
      'begin',
      TAKE_ROLE,
      `set local app.tenant_id = ${client.escapeLiteral(tenantId)}`,
      `set local app.actor = ${client.escapeLiteral(actor)}`,
      `set local app.role = 'admin'`,
    ]);
    const result = await work(routedClient(pool, client, tenantId));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** Where the database is distributed, a client whose statements name their tenant. */
function routedClient(pool: Pool, client: PoolClient, tenantId: string): PoolClient {
  const distribution = distributionOf(pool);
  if (!distribution) return client;
  const tenant = client.escapeLiteral(tenantId);
  const query = (text: string, values?: unknown[]) =>
    client.query(distribution.literal(text, tenant), values);
  return Object.assign(Object.create(client) as PoolClient, { query });
}
