import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requestError } from '../graphql/request-error';

/** Counts a request; throws RATE_LIMITED when its actor has sent too many in a minute. */
export type RateLimit = (request: FastifyRequest) => Promise<void>;

const MINUTE_MS = 60_000;
const REMEMBERED = 20_000;

/** The limit of each actor of each tenant, and of each address without a valid token; 0 is none. */
export async function limitRate(app: FastifyInstance, perMinute: number): Promise<RateLimit> {
  if (perMinute === 0) return () => Promise.resolve();
  await app.register(rateLimit, {
    global: false, // called by name: a subscription counts too, and it is no HTTP request
    max: perMinute,
    timeWindow: MINUTE_MS,
    cache: REMEMBERED,
    keyGenerator: ({ identity, ip }) =>
      identity ? `actor ${identity.tenantId} ${identity.actor}` : `address ${ip}`,
  });
  const count = app.createRateLimit();
  return async (request) => {
    const limit = await count(request);
    if (limit.isAllowed || !limit.isExceeded) return;
    throw requestError('RATE_LIMITED', `At most ${perMinute} requests a minute; try again later`, {
      details: { limit: 'rate', maximum: perMinute },
      retryAfter: Math.max(limit.ttlInSeconds, 1),
    });
  };
}
