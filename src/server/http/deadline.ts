import type { RouteHandlerMethod } from 'fastify';
import { requestError, RETRY_AFTER_SECONDS } from '../graphql/request-error';
import { outcomeUnknown } from '../graphql/to-graphql-error';

/**
 * Answers REQUEST_TIMEOUT (OUTCOME_UNKNOWN once something is written that would be written twice) in place of a
 * handler that takes too long. What the handler began ends by itself,
 * at statement_timeout at the latest. (Fastify's handlerTimeout stops counting once a body has been read.)
 */
export function withDeadline(
  handler: RouteHandlerMethod,
  milliseconds: number,
): RouteHandlerMethod {
  return async function (request, reply) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const tooLong = requestError('REQUEST_TIMEOUT', 'The request took too long', {
        retryAfter: RETRY_AFTER_SECONDS,
      });
      timer = setTimeout(
        () => reject(request.record.unrepeatable ? outcomeUnknown() : tooLong),
        milliseconds,
      );
    });
    try {
      return await Promise.race([handler.call(this, request, reply), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
