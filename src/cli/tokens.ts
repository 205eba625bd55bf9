import { loadJwtSecret, type Role, signToken } from '../auth/token';
import type { Config } from '../config';
import { findTenant } from './database';

/** A signed token for an actor of a tenant. */
export async function tokenFor(
  config: Config,
  url: string,
  who: { tenant: string; actor: string; role: Role; expiresIn?: string },
): Promise<string> {
  const tenantId = await findTenant(url, who.tenant);
  const { actor, role, expiresIn } = who;
  return signToken({ tenantId, actor, role }, loadJwtSecret(config), expiresIn);
}
