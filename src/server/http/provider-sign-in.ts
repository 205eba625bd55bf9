import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { ProviderOptions } from '../../config';
import { IdentityProvider, ProviderUnavailable, type SignInAttempt } from '../../users/provider';
import { ProviderRefused, type ProviderRefusal } from '../../users/provider-claims';
import { signInByProvider } from '../../users/sign-in';
import { answerOf, requestError } from '../graphql/request-error';
import { toGraphQLError } from '../graphql/to-graphql-error';
import type { ReplicaReads } from '../reads';
import type { BrowserSessions } from './cookies';
import type { RateLimit } from './rate-limit';
import { wroteSession } from './sign-in';

/** How long a person may take at the provider. */
const ATTEMPT_SECONDS = 600;
const KEPT = 'oidc';

export const CALLBACK = '/auth/oidc/callback';

interface Attempt extends SignInAttempt {
  readonly returnTo: string;
}

/**
 * Serves GET /auth/oidc, which sends a browser to the identity provider, and the page that the provider sends it back to,
 * which opens a session. Without a provider nothing is there.
 */
export function serveProviderSignIn(
  app: FastifyInstance,
  options: ProviderOptions | undefined,
  use: {
    pool: Pool;
    sessions: BrowserSessions;
    limitRate: RateLimit;
    logger: Logger;
    endOld: (request: FastifyRequest) => Promise<void>;
    reads: ReplicaReads | undefined;
  },
): void {
  if (!options) return;
  const provider = new IdentityProvider(options);
  const { pool, sessions, limitRate, logger, endOld } = use;
  const record = (request: FastifyRequest) => {
    request.record.operationType = 'sign-in';
    return Promise.resolve();
  };
  const hooks = { onRequest: [limitRate, record] };
  /** Answers a person, who sees a page and not JSON. */
  const asPage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    work: () => Promise<FastifyReply>,
  ) => {
    void reply.header('cache-control', 'no-store');
    try {
      return await work();
    } catch (error) {
      const answer = asAnswer(error);
      const { status, headers, body } = answerOf(answer);
      const { message, extensions } = body.errors[0]!;
      request.record.codes.push(String(extensions['code']));
      // The message of openid-client has no token and no code in it.
      const cause = (error as Error).cause ?? error;
      logger.warn({ requestId: request.id, err: (cause as Error).message }, 'not signed in');
      void reply.code(status).headers(headers).type('text/html; charset=utf-8');
      const again = escape(`${sessions.base(request)}/sign-in`);
      return reply.send(page(`${escape(message)}. <a href="${again}">Sign in</a>`));
    }
  };

  app.get('/auth/oidc', hooks, (request, reply) =>
    asPage(request, reply, async () => {
      const { returnTo } = request.query as { returnTo?: unknown };
      const { url, attempt } = await provider.begin(`${sessions.base(request)}${CALLBACK}`);
      const kept: Attempt = { ...attempt, returnTo: ownPath(returnTo, sessions.base(request)) };
      const text = Buffer.from(JSON.stringify(kept)).toString('base64url');
      sessions.keep(request, reply, KEPT, text, ATTEMPT_SECONDS);
      return reply.redirect(url.href);
    }),
  );

  app.get(CALLBACK, hooks, (request, reply) =>
    asPage(request, reply, async () => {
      const attempt = attemptIn(sessions.kept(request, KEPT));
      sessions.keep(request, reply, KEPT, '', 0); // once, whatever comes of it
      if (!attempt) throw new ProviderRefused('wrong');
      const { search } = new URL(request.url, 'http://any');
      const answered = new URL(`${sessions.base(request)}${CALLBACK}${search}`);
      const person = await provider.finish(answered, attempt);
      const opened = await signInByProvider(pool, person);
      await wroteSession(use, opened);
      await endOld(request);
      sessions.set(request, reply, opened.secret);
      // Not a redirect: the next request would count as one that another site began.
      const to = escape(ownPath(attempt.returnTo, sessions.base(request)));
      const next = `<meta http-equiv="refresh" content="0; url=${to}">`;
      return reply
        .type('text/html; charset=utf-8')
        .send(page(`<a href="${to}">Continue</a>`, next));
    }),
  );
}

/** What the cookie keeps; undefined where it is not there, or was altered. */
function attemptIn(text: string | undefined): Attempt | undefined {
  if (!text) return undefined;
  try {
    const kept = JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
    const names = ['state', 'nonce', 'verifier', 'returnTo'];
    const isWhole = names.every((name) => typeof kept[name] === 'string' && kept[name] !== '');
    return isWhole ? (kept as unknown as Attempt) : undefined;
  } catch {
    return undefined;
  }
}

/** A path of this server; "/" for anything else, so that no link leads a person who has signed in to another site. */
function ownPath(text: unknown, base: string): string {
  if (typeof text !== 'string' || !text.startsWith('/') || !URL.canParse(text, base)) return '/';
  const { origin, pathname, search } = new URL(text, base);
  return origin === new URL(base).origin && !pathname.startsWith('//') ? pathname + search : '/';
}

const SAID: Record<ProviderRefusal, string> = {
  wrong: 'The answer of the identity provider does not belong to this browser, or was used already',
  expired: 'The answer of the identity provider has expired',
  denied: 'The identity provider did not sign you in',
  no_email: 'The identity provider gives no email address that it has verified',
  no_role: 'The identity provider gives you no role here: ask an admin',
  no_tenant: 'The identity provider names no tenant that is here: ask an admin',
  other_person: 'The email address was of another person at the identity provider: ask an admin',
  disabled: 'This account is switched off: ask an admin',
};

function asAnswer(error: unknown): GraphQLError {
  if (error instanceof ProviderRefused) {
    const { reason } = error;
    return requestError('SIGN_IN_FAILED', SAID[reason], { details: { reason } });
  }
  if (error instanceof ProviderUnavailable) {
    return requestError('IDENTITY_UNAVAILABLE', error.message, { retryAfter: 5 });
  }
  return toGraphQLError(error);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (found) => ENTITIES[found]!);

const page = (body: string, head = '') =>
  `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n${head}<title>Bincard: sign in</title>\n<p>${body}</p>\n</html>\n`;
