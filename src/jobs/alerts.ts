import type { Pool } from 'pg';
import { writeDocument } from '../database/documents';

/** Records what webhooks are to be told of stock that is low or expires, for every tenant. */
export async function raiseAlerts(pools: { owner: Pool; app: Pool }): Promise<void> {
  const { rows } = await pools.owner.query<{ id: string }>('select id from inventory.tenants');
  for (const { id } of rows) {
    const identity = { tenantId: id, actor: 'worker', role: 'admin' as const };
    await writeDocument<number>(pools.app, identity, 'raise_alerts', {}, false);
  }
}
