import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import type { GraphQLError } from 'graphql';
import { badInput } from '../../input/bad-input';
import { checkText } from '../../input/validate';
import { endSession, identityOfSecret } from '../../users/access';
import { TooManyPasswords } from '../../users/passwords';
import { readSecret } from '../../users/secrets';
import { signIn, SignInFailed, useLink, type OpenedSession } from '../../users/sign-in';
import { requestError, RETRY_AFTER_SECONDS } from '../graphql/request-error';
import { toGraphQLError } from '../graphql/to-graphql-error';
import type { ReplicaReads } from '../reads';
import type { BrowserSessions } from './cookies';
import type { RateLimit } from './rate-limit';

const LONGEST = 1000;

/** Ends the session of the cookie that a request brought, which another one takes the place of. */
export function endingOld(pool: Pool, sessions: BrowserSessions) {
  return async (request: FastifyRequest): Promise<void> => {
    const key = readSecret(sessions.secretOf(request) ?? '');
    if (key?.kind === 'bcs') await endSession(pool, key);
  };
}

/** Lets a person's next queries see what signing in has written: a new user, a session. */
export async function wroteSession(
  { pool, reads }: { pool: Pool; reads: ReplicaReads | undefined },
  { secret }: OpenedSession,
): Promise<void> {
  if (reads) await reads.wroteNow(await identityOfSecret(pool, readSecret(secret)!));
}

/**
 * Serves POST /auth/sign-in, /auth/link and /auth/sign-out for browsers. A session is a cookie that no script can read; its
 * secret is made here, whatever cookie the request brought, and that one's session ends.
 */
export function serveSignIn(
  app: FastifyInstance,
  use: {
    pool: Pool;
    sessions: BrowserSessions;
    limitRate: RateLimit;
    endOld: (request: FastifyRequest) => Promise<void>;
    reads: ReplicaReads | undefined;
  },
): void {
  const { pool, sessions, limitRate, endOld } = use;
  const enter = async (
    request: FastifyRequest,
    reply: FastifyReply,
    open: () => Promise<OpenedSession>,
  ) => {
    try {
      const opened = await open();
      const { secret, user } = opened;
      await wroteSession(use, opened);
      await endOld(request);
      sessions.set(request, reply, secret);
      return await reply.header('cache-control', 'no-store').send({ user });
    } catch (error) {
      throw asAnswer(error);
    }
  };
  const hooks = {
    onRequest: [
      limitRate,
      (request: FastifyRequest) => {
        request.record.operationType = 'sign-in';
        // A program has neither.
        if (request.headers.origin ?? request.headers.cookie) sessions.checkOrigin(request);
        // A form cannot send JSON.
        if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
          throw requestError('BAD_REQUEST', 'The body is JSON, with its content-type');
        }
        return Promise.resolve();
      },
    ],
  };

  app.post('/auth/sign-in', hooks, (request, reply) =>
    enter(request, reply, () => {
      const { tenant, ...needed } = textsOf(request.body, ['email', 'password'], ['tenant']);
      return signIn(pool, { ...needed, tenant, address: request.ip });
    }),
  );
  app.post('/auth/link', hooks, (request, reply) =>
    enter(request, reply, () =>
      useLink(pool, textsOf(request.body, ['secret', 'password'], ['email', 'name'])),
    ),
  );
  app.post('/auth/sign-out', hooks, async (request, reply) => {
    await endOld(request);
    sessions.clear(request, reply);
    return reply.code(204).send();
  });
}

/** The texts of a JSON body, by name; throws BadInput where one is missing or something else. */
function textsOf<Needed extends string, Optional extends string>(
  body: unknown,
  needed: readonly Needed[],
  optional: readonly Optional[],
): Record<Needed, string> & Partial<Record<Optional, string>> {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const texts: Record<string, string> = {};
  for (const name of [...needed, ...optional]) {
    const value = given[name];
    const mayMiss = (optional as readonly string[]).includes(name);
    if ((value === undefined || value === null) && mayMiss) continue;
    if (typeof value !== 'string' || value === '' || value.length > LONGEST) {
      throw badInput(name, `${name} is a text of 1 to ${LONGEST} characters`);
    }
    checkText(value, name);
    texts[name] = value;
  }
  return texts as Record<Needed, string> & Partial<Record<Optional, string>>;
}

const SAID = {
  wrong: 'The email address or the password is wrong',
  disabled: 'This account is switched off: ask an admin',
} as const;

/** A wait in words; never shorter than it is. */
function lengthOf(seconds: number): string {
  if (seconds === 1) return '1 second';
  return seconds <= 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

function asAnswer(error: unknown): GraphQLError {
  if (error instanceof TooManyPasswords) {
    return requestError('OVERLOADED', 'Too many people sign in at this moment; try again', {
      retryAfter: RETRY_AFTER_SECONDS,
    });
  }
  if (!(error instanceof SignInFailed)) return toGraphQLError(error);
  const { reason, wait } = error;
  if (reason === 'limited') {
    const message = `Too many attempts for this account or from this address: wait ${lengthOf(wait!)}, or ask an admin for a new link`;
    const details = { retryAfterSeconds: wait! };
    return requestError('SIGN_IN_LIMITED', message, { details, retryAfter: wait! });
  }
  return requestError('SIGN_IN_FAILED', SAID[reason], { details: { reason } });
}
