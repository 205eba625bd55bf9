import type { Pool } from 'pg';
import type { Identity } from '../auth/token';
import { writeDocument } from '../database/documents';
import { Snapshot } from '../database/snapshot';
import type { TenantAccess } from './signing';

/** Access to a tenant's data through a pool, as an identity. */
export function tenantAccess(pool: Pool, identity: Identity): TenantAccess {
  const { tenantId } = identity;
  return {
    tenantId,
    read: async (work) => {
      const snapshot = new Snapshot(pool, tenantId, false);
      try {
        return await work(snapshot);
      } finally {
        await snapshot.end();
      }
    },
    write: (name, input) => writeDocument(pool, identity, name, input, false),
  };
}
