import type { RouteHandlerMethod } from 'fastify';
import { inRequest } from '../../tracing/spans';
import { statusOf } from '../graphql/request-error';

/** The handler of GraphQL requests within a span each. It ends when the response is sent, and is named after the operation. */
export function traced(handler: RouteHandlerMethod): RouteHandlerMethod {
  return function (request, reply) {
    const { record, headers } = request;
    return inRequest<unknown>(
      headers,
      (end) => {
        reply.raw.once('close', () => {
          const { operationType, operationName, codes } = record;
          const failed = codes.some((code) => statusOf(code) >= 500);
          end({ operationType, operationName, codes, failed, tenant: request.identity?.tenantId });
        });
      },
      () => handler.call(this, request, reply),
    );
  };
}
