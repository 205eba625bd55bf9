import type { Pool } from 'pg';
import { writeDocument } from '../database/documents';

/**
 * Sets the status of expired reservations to EXPIRED, for every tenant; they have reserved nothing since they expired. Removes
 * old sessions and attempts to sign in.
 */
export async function sweepTenants(pools: { owner: Pool; app: Pool }): Promise<void> {
  const { rows } = await pools.owner.query<{ id: string }>('select id from inventory.tenants');
  for (const { id } of rows) {
    const identity = { tenantId: id, actor: 'worker', role: 'admin' as const };
    await writeDocument(pools.app, identity, 'sweep_access', {}, false);
    for (let swept = 1; swept > 0;) {
      ({ swept } = await writeDocument<{ swept: number }>(
        pools.app,
        identity,
        'sweep_reservations',
        { limit: 500 },
        false,
      ));
    }
  }
}
