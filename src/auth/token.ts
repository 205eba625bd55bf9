import { SignJWT } from 'jose';
import type { Config } from '../config';
import { keptSecret } from './kept-secret';

export const ROLES = ['viewer', 'clerk', 'manager', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** The caller of a request. The tenant comes from the token alone. */
export interface Identity {
  /** The tenant's id. */
  readonly tenantId: string;
  /** The name recorded in every movement and audit entry. */
  readonly actor: string;
  readonly role: Role;
}

/** The issuer and audience of tokens that are signed with the secret. */
export const SECRET_ISSUER = 'bincard';
export const SECRET_ALGORITHM = 'HS256';

/** A signed token (JWT, HS256) for an identity; `expiresIn` as jose takes it, such as "30d". */
export function signToken(
  identity: Identity,
  secret: Uint8Array,
  expiresIn = '30d',
): Promise<string> {
  return new SignJWT({ tenant: identity.tenantId, role: identity.role })
    .setProtectedHeader({ alg: SECRET_ALGORITHM })
    .setSubject(identity.actor)
    .setIssuer(SECRET_ISSUER)
    .setAudience(SECRET_ISSUER)
    .setIssuedAt()
    .setExpirationTime(expiresIn)
    .sign(secret);
}

/** The secret that signs tokens: JWT_SECRET, or one that was generated and kept in the data folder. */
export function loadJwtSecret(config: Pick<Config, 'jwtSecret' | 'dataDir'>): Uint8Array {
  const { jwtSecret: given, dataDir } = config;
  return keptSecret({ setting: 'JWT_SECRET', given }, dataDir, 'jwt-secret');
}

/** The secret from which the keys that sign closed days are derived: BINCARD_SIGNING_SECRET, or one kept in the data folder. */
export function loadSigningSecret(config: Pick<Config, 'signingSecret' | 'dataDir'>): Uint8Array {
  const { signingSecret: given, dataDir } = config;
  return keptSecret({ setting: 'BINCARD_SIGNING_SECRET', given }, dataDir, 'signing-secret');
}
