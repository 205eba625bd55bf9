import { settings } from '../database/queries/tenants';
import { Refusal } from '../database/refusal';
import type { Settings } from '../schema/settings';
import type { RequestContext } from './context';

/**
 * The token's tenant. A token can outlive its tenant's database; what refers to a row of the tenant's is refused
 * by that, and what does not asks here first.
 */
export async function requireTenant({ snapshot }: RequestContext): Promise<Settings> {
  const tenant = await snapshot.query(settings);
  if (tenant) return tenant;
  throw Refusal.of('tenant unknown');
}
