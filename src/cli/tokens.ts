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

const HERE =
  /^postgres(?:ql)?:\/\/(?:[^@/]*@)?(?:localhost|127\.0\.0\.1|\[::1\]|)(?::\d+)?(?:\/|\?|$)/;

/** Warns that the secret of this machine's data folder is not that of the servers of a database elsewhere. */
export function warnOfKeptSecret({ databaseUrl, jwtSecret, jwks }: Config): void {
  if (jwks) {
    console.error(
      'bincard: the server takes tokens of JWT_JWKS_URL only, and this is none of them',
    );
  } else if (jwtSecret === undefined && databaseUrl !== undefined && !HERE.test(databaseUrl)) {
    console.error(
      "bincard: signed with the secret kept in this machine's data folder; a server elsewhere refuses it unless it has the same JWT_SECRET",
    );
  }
}
