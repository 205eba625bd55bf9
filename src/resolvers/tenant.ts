import { settings } from '../database/queries/tenants';
import { Refusal } from '../database/refusal';
import type { Settings } from '../schema/settings';
import type { RequestContext } from './context';

/**
 * The caller's tenant. A token can be valid although this database has no such tenant. Most writes refer to rows of the
 * tenant and fail without them; the others call this first.
 */
export async function requireTenant({ snapshot }: RequestContext): Promise<Settings> {
  const tenant = await snapshot.query(settings);
  if (tenant) return tenant;
  throw Refusal.of('tenant unknown');
}
