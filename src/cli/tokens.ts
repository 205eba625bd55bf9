import { loadJwtSecret, type Role, signToken } from '../auth/token';
import type { Config } from '../config';
import { findTenant } from './database';

/** A signed token for an actor of a tenant. */
export async function tokenFor(
  config: Config,
  url: string,
  who: { tenant: string; actor: string; role: Role },
): Promise<string> {
  const tenantId = await findTenant(url, who.tenant);
  return signToken({ tenantId, actor: who.actor, role: who.role }, loadJwtSecret(config));
}
