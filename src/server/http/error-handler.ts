import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { EXPORTS } from '../../exports/export-list';
import { FORMATS } from '../../exports/exports';
import { IMPORT_KINDS } from '../../imports/kinds';
import { answerOf, requestError } from '../graphql/request-error';
import { toGraphQLError } from '../graphql/to-graphql-error';
import type { Console } from './console';

const NAMES = EXPORTS.map(({ name }) => name).join(', ');
const ENDINGS = Object.keys(FORMATS).map((ending) => `NAME.${ending}`);
const KINDS = IMPORT_KINDS.map(({ name }) => name).join(', ');
const NOTHING_HERE =
  `There is nothing at this path: GraphQL is POST /graphql; exports are GET /export/${ENDINGS.join(', ')}, where NAME is ${NAMES}; ` +
  `files come in by POST /import/KIND, where KIND is ${KINDS}`;

/**
 * Answers errors outside of a GraphQL operation in the API's form: with a code, and with nothing internal. A browser is
 * shown the console where there is nothing at a path.
 */
export function handleErrors(
  app: FastifyInstance,
  logger: Logger,
  { bodyLimit, console }: { bodyLimit: number; console: Console | undefined },
): void {
  app.setErrorHandler((error: Error & { code?: string; statusCode?: number }, request, reply) => {
    const answered = known(error, bodyLimit, request.url) ?? toGraphQLError(error);
    const { status, headers, body } = answerOf(answered);
    if (status === 500) logger.error({ err: error, requestId: request.id }, 'request failed');
    request.record.codes.push(String(answered.extensions['code']));
    // The response is this error, not the file that the headers announced.
    void reply.removeHeader('content-disposition').type('application/json; charset=utf-8');
    return reply.code(status).headers(headers).send(body);
  });
  app.setNotFoundHandler((request, reply) => {
    request.record.codes.push('NOT_FOUND');
    if (console?.isFor(request)) return console.show(reply.code(404));
    return reply.code(404).send(answerOf(requestError('NOT_FOUND', NOTHING_HERE)).body);
  });
}

function known(
  error: Error & { code?: string; statusCode?: number },
  bodyLimit: number,
  path: string,
): GraphQLError | undefined {
  if (error instanceof GraphQLError) return error;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const details = { limit: 'body', maximum: bodyLimit };
    return requestError('REQUEST_TOO_LARGE', `A request has at most ${bodyLimit} bytes`, {
      details,
    });
  }
  if (error.code === 'FST_ERR_HANDLER_TIMEOUT') {
    return requestError('REQUEST_TIMEOUT', 'The request took too long', { retryAfter: 1 });
  }
  if ((error.statusCode ?? 500) < 500) {
    return requestError('BAD_REQUEST', malformed(error, path));
  }
  return undefined;
}

/** What is wrong with a request that is none. */
function malformed(error: Error & { code?: string }, path: string): string {
  if (!path.startsWith('/auth/')) return 'The HTTP request is not one of GraphQL';
  if (error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY') {
    return 'The body is empty: it is a JSON object such as {"email": "...", "password": "..."}';
  }
  return 'The body is not JSON: it is an object such as {"email": "...", "password": "..."}, with texts in double quotes';
}
