import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { JwksOptions } from '../config';
import { ROLES, SECRET_ALGORITHM, SECRET_ISSUER, type Identity, type Role } from './token';

/** An identity that a token proved. */
export interface VerifiedIdentity extends Identity {
  /** When the token ends, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The identity of a token; throws when it is forged, expired, for somebody else or incomplete. */
export type TokenVerifier = (token: string) => Promise<VerifiedIdentity>;

/** The issuer's keys cannot be had now: nothing is known about the token. */
export class KeysUnavailable extends Error {}

/** Longer than any honest token, and short enough that checking one costs nothing. */
const MAX_TOKEN_LENGTH = 8192;
const CLOCK_TOLERANCE_SECONDS = 5;
const KEYS_TIMEOUT_MS = 5000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Checks tokens by the issuer's public keys, or by the shared secret. The algorithms are fixed, so that a
 * token cannot choose how it is checked: neither `none`, nor a public key taken for a secret.
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
  return async (token) => {
    if (token.length > MAX_TOKEN_LENGTH) throw new Error('token too long');
    const { payload } = keys
      ? await jwtVerify(token, keys, { ...checks, algorithms: ['RS256', 'ES256', 'EdDSA'] })
      : await jwtVerify(token, by.secret, { ...checks, algorithms: [SECRET_ALGORITHM] });
    return identityOf(payload);
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

/** The keys behind a URL: fetched when a token names one that is not known yet, not more than twice a minute. */
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
      throw new KeysUnavailable('The keys of the issuer cannot be had', { cause: error });
    }
  };
}
