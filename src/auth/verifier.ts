import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { JwksOptions } from '../config';
import { Denied } from './denied';
import { ROLES, SECRET_ALGORITHM, SECRET_ISSUER, type Identity, type Role } from './token';

/** The identity in a valid token. */
export interface VerifiedIdentity extends Identity {
  /** When the token expires, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Returns the identity of a token; throws Denied when it is forged, expired, for another audience or incomplete. */
export type TokenVerifier = (token: string) => Promise<VerifiedIdentity>;

/** The issuer's public keys cannot be read now, so the token cannot be checked. */
export class KeysUnavailable extends Error {}

/** Longer than any real token, and short enough to check cheaply. */
const MAX_TOKEN_LENGTH = 8192;
const CLOCK_TOLERANCE_SECONDS = 5;
const KEYS_TIMEOUT_MS = 5000;
/** A key that its issuer withdraws counts so much longer at most. */
const REMEMBERED_MS = 30_000;
const MOST_REMEMBERED = 10_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Checks tokens by the issuer's public keys, or by the shared secret. The algorithms are fixed, so that a token cannot
 * choose `none`, or have a public key used as a secret.
 */
export function createVerifier(by: { secret: Uint8Array; jwks?: JwksOptions }): TokenVerifier {
  const { jwks } = by;
  const checks = {
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['exp', 'sub'],
    issuer: jwks?.issuer ?? SECRET_ISSUER,
    audience: jwks?.audience ?? SECRET_ISSUER,
  };
  const keys = jwks && remoteKeys(jwks.url);
  return remembering(async (token) => {
    const { payload } = keys
      ? await jwtVerify(token, keys, { ...checks, algorithms: ['RS256', 'ES256', 'EdDSA'] })
      : await jwtVerify(token, by.secret, { ...checks, algorithms: [SECRET_ALGORITHM] });
    return identityOf(payload);
  });
}

interface Remembered {
  readonly identity: VerifiedIdentity;
  /** When its token is to be verified again. */
  readonly until: number;
}

/** A client sends one token with every request. A valid one is remembered for a short time, and no longer than it is valid. */
function remembering(verify: TokenVerifier): TokenVerifier {
  const known = new Map<string, Remembered>();
  return async (token) => {
    if (token.length > MAX_TOKEN_LENGTH) throw new Denied('wrong');
    const now = Date.now();
    const found = known.get(token);
    if (found && now < found.until) return found.identity;
    known.delete(token);
    const identity = await verify(token).catch((error: unknown) => {
      if (error instanceof KeysUnavailable) throw error;
      throw new Denied(error instanceof errors.JWTExpired ? 'expired' : 'wrong', error);
    });
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(token, { identity, until: Math.min(identity.expiresAt, now + REMEMBERED_MS) });
    return identity;
  };
}

function identityOf({ tenant, role, sub, exp }: JWTPayload): VerifiedIdentity {
  if (typeof tenant !== 'string' || !UUID.test(tenant)) throw new Error('token without a tenant');
  if (!ROLES.includes(role as Role)) throw new Error('token without a role');
  if (!sub?.trim() || sub.length > 200 || sub.includes('\0') || !sub.isWellFormed()) {
    throw new Error('token without an actor');
  }
  const expiresAt = exp! * 1000;
  return { tenantId: tenant.toLowerCase(), actor: sub, role: role as Role, expiresAt };
}

/** The keys behind a URL. They are fetched when a token names an unknown key, at most twice a minute. */
function remoteKeys(url: string): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(new URL(url), { timeoutDuration: KEYS_TIMEOUT_MS });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      const aboutTheToken =
        error instanceof errors.JWKSNoMatchingKey ||
        error instanceof errors.JWKSMultipleMatchingKeys ||
        error instanceof errors.JOSENotSupported;
      if (aboutTheToken) throw error;
      throw new KeysUnavailable('The public keys of the issuer cannot be read', { cause: error });
    }
  };
}
