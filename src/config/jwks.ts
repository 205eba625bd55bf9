import { ConfigError, text } from './values';

/** Where the public keys of another issuer's tokens are, and whom those tokens must be from and for. */
export interface JwksOptions {
  readonly url: string;
  readonly issuer: string;
  readonly audience: string;
}

/** Keys come over a connection that nobody can alter, or from this machine. */
export function jwks(env: NodeJS.ProcessEnv): JwksOptions | undefined {
  const url = text(env, 'JWT_JWKS_URL');
  const issuer = text(env, 'JWT_ISSUER');
  const audience = text(env, 'JWT_AUDIENCE');
  if (url === undefined) {
    if (issuer ?? audience) {
      throw new ConfigError('JWT_ISSUER and JWT_AUDIENCE are for tokens by JWT_JWKS_URL');
    }
    return undefined;
  }
  if (
    !/^(https:\/\/.|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/.test(url) ||
    !URL.canParse(url)
  ) {
    throw new ConfigError('JWT_JWKS_URL must be an https:// URL');
  }
  if (issuer === undefined || audience === undefined) {
    throw new ConfigError('JWT_JWKS_URL needs JWT_ISSUER and JWT_AUDIENCE: whose tokens, for whom');
  }
  if (text(env, 'JWT_SECRET') !== undefined) {
    throw new ConfigError('JWT_SECRET and JWT_JWKS_URL exclude each other');
  }
  return { url, issuer, audience };
}
