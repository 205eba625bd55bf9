import type { FastifyInstance, FastifyRequest } from 'fastify';
import { KeysUnavailable, type TokenVerifier, type VerifiedIdentity } from '../auth/verifier';
import { requestError } from './graphql/request-error';

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller, once the hook has run; undefined without a valid token. */
    identity: VerifiedIdentity | undefined;
  }
}

/** Declares the identity of a request, which the hook of `identifyWith` sets. */
export function declareIdentity(app: FastifyInstance): void {
  app.decorateRequest('identity', undefined);
}

/** A hook that identifies the caller. Without a valid token every field answers UNAUTHENTICATED. */
export function identifyWith(verify: TokenVerifier) {
  return async (request: FastifyRequest): Promise<void> => {
    request.identity = await identityOf(request.headers.authorization, verify);
  };
}

/**
 * The identity of `Bearer <token>`; undefined when the token is not valid, without the reason.
 * Throws IDENTITY_UNAVAILABLE when the token cannot be checked.
 */
export async function identityOf(
  authorization: unknown,
  verify: TokenVerifier,
): Promise<VerifiedIdentity | undefined> {
  const [scheme, token] = typeof authorization === 'string' ? authorization.split(' ') : [];
  if (scheme?.toLowerCase() !== 'bearer' || !token) return undefined;
  try {
    return await verify(token);
  } catch (error) {
    if (!(error instanceof KeysUnavailable)) return undefined;
    throw requestError('IDENTITY_UNAVAILABLE', 'Tokens cannot be checked now; try again', {
      retryAfter: 5,
    });
  }
}
