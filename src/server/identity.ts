import type { FastifyInstance, FastifyRequest } from 'fastify';
import { KeysUnavailable, type TokenVerifier, type VerifiedIdentity } from '../auth/verifier';
import { requestError } from './graphql/request-error';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, once `identify` has run; undefined without a valid token. */
    identity: VerifiedIdentity | undefined;
  }
}

/** Makes room for the identity of a request; `identifyWith` finds it. */
export function declareIdentity(app: FastifyInstance): void {
  app.decorateRequest('identity', undefined);
}

/** A hook that finds out who asks. Whose token does not hold is nobody: every field then answers UNAUTHENTICATED. */
export function identifyWith(verify: TokenVerifier) {
  return async (request: FastifyRequest): Promise<void> => {
    request.identity = await identityOf(request.headers.authorization, verify);
  };
}

/**
 * The identity of `Bearer <token>`, wherever it came from; undefined when it does not hold, and not why.
 * Throws IDENTITY_UNAVAILABLE when nobody can tell.
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
