import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requestError } from '../graphql/request-error';

/** Counts a request; throws RATE_LIMITED when its actor has sent too many in a minute. */
export type RateLimit = (request: FastifyRequest) => Promise<void>;

const MINUTE_MS = 60_000;
const REMEMBERED = 20_000;

/** Limits each actor of each tenant, and each address without a valid token; 0 means no limit. */
export async function limitRate(app: FastifyInstance, perMinute: number): Promise<RateLimit> {
  if (perMinute === 0) return () => Promise.resolve();
  await app.register(rateLimit, {
    global: false, // called explicitly, because subscriptions count too and are not HTTP requests
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
