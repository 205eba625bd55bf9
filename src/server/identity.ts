import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { Denied, type Denial } from '../auth/denied';
import { KeysUnavailable, type TokenVerifier, type VerifiedIdentity } from '../auth/verifier';
import { identityOfSecret } from '../users/access';
import { readSecret } from '../users/secrets';
import { requestError } from './graphql/request-error';
import type { BrowserSessions } from './http/cookies';

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller, once the hook has run; undefined where nobody was identified. */
    identity: VerifiedIdentity | undefined;
    /** Why nobody was. */
    denial: Denial | undefined;
  }
}

/** What a caller showed: the Authorization header, or the value of a WebSocket's connection_init; else the cookie counts. */
type Shown = Pick<FastifyRequest, 'headers' | 'protocol' | 'host' | 'method'>;

/** Identifies callers, in the same way at every door: by a signed token, an API token or the cookie of a session. */
export class Identifier {
  constructor(
    private readonly pool: Pool,
    private readonly verify: TokenVerifier,
    readonly sessions: BrowserSessions,
  ) {}

  /** A hook that identifies the caller. Where it cannot, every field answers UNAUTHENTICATED. */
  readonly hook = async (request: FastifyRequest): Promise<void> => {
    try {
      request.identity = await this.identify(request.headers.authorization, request);
    } catch (error) {
      if (!(error instanceof Denied)) throw error;
      request.denial = error.reason;
    }
  };

  /**
   * The caller by an authorization that was given, else by the request's cookie. Throws Denied, ORIGIN_REFUSED, and
   * IDENTITY_UNAVAILABLE when a token cannot be checked.
   */
  async identify(authorization: unknown, request: Shown): Promise<VerifiedIdentity> {
    if (authorization !== undefined) return this.identifyBearer(authorization);
    const cookie = this.sessions.secretOf(request);
    if (!cookie) throw new Denied('missing');
    this.sessions.checkOrigin(request);
    const key = readSecret(cookie);
    if (key?.kind !== 'bcs') throw new Denied('wrong');
    return identityOfSecret(this.pool, key);
  }

  private async identifyBearer(authorization: unknown): Promise<VerifiedIdentity> {
    const [scheme, token] = typeof authorization === 'string' ? authorization.split(' ') : [];
    if (scheme?.toLowerCase() !== 'bearer' || !token) throw new Denied('wrong');
    const key = readSecret(token);
    // A session is for the cookie alone, which no script can read.
    if (key) {
      if (key.kind !== 'bct') throw new Denied('wrong');
      return identityOfSecret(this.pool, key);
    }
    try {
      return await this.verify(token);
    } catch (error) {
      if (!(error instanceof KeysUnavailable)) throw error;
      throw requestError('IDENTITY_UNAVAILABLE', 'Tokens cannot be checked now; try again', {
        retryAfter: 5,
      });
    }
  }
}

/** Declares the identity of a request, which the hook of an Identifier sets. */
export function declareIdentity(app: FastifyInstance): void {
  app.decorateRequest('identity', undefined);
  app.decorateRequest('denial', undefined);
}
