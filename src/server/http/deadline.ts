import type { RouteHandlerMethod } from 'fastify';
import { requestError, RETRY_AFTER_SECONDS } from '../graphql/request-error';
import { outcomeUnknown } from '../graphql/to-graphql-error';

/**
 * Answers REQUEST_TIMEOUT when a handler takes too long; OUTCOME_UNKNOWN if it may have written something that a retry
 * would write twice. Its statements end by themselves, at statement_timeout at the latest. (Fastify's handlerTimeout
 * stops counting once the body has been read.)
 */
export function withDeadline(
  handler: RouteHandlerMethod,
  milliseconds: number,
): RouteHandlerMethod {
  return async function (request, reply) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      // Made when it is needed: an error takes a stack trace.
      const tooLong = () =>
        requestError('REQUEST_TIMEOUT', 'The request took too long', {
          retryAfter: RETRY_AFTER_SECONDS,
        });
      timer = setTimeout(
        () => reject(request.record.unrepeatable ? outcomeUnknown() : tooLong()),
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
