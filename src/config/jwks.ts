import { ConfigError } from './checks';
import type { TOKENS } from './settings';
import type { Values } from './setting';

/** The public keys of an identity provider, and what its tokens must name. */
export interface JwksOptions {
  readonly url: string;
  readonly issuer: string;
  readonly audience: string;
}

/** The settings of an identity provider; undefined where tokens are signed with the secret. */
export function jwksOf(values: Values<typeof TOKENS>): JwksOptions | undefined {
  const { jwksUrl: url, jwtIssuer: issuer, jwtAudience: audience, jwtSecret } = values;
  if (url === undefined) {
    if (issuer ?? audience) throw new ConfigError('JWT_ISSUER and JWT_AUDIENCE need JWT_JWKS_URL');
    return undefined;
  }
  if (issuer === undefined || audience === undefined) {
    throw new ConfigError('JWT_JWKS_URL needs JWT_ISSUER and JWT_AUDIENCE');
  }
  if (jwtSecret !== undefined) {
    throw new ConfigError('JWT_SECRET and JWT_JWKS_URL exclude each other');
  }
  return { url, issuer, audience };
}
