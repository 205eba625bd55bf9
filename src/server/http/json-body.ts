import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { requestError } from '../graphql/request-error';

/**
 * Reads JSON bodies. Bytes that are no UTF-8 are refused: decoded all the same they would become U+FFFD, and
 * what is stored would not be what was sent.
 */
export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = body as Buffer;
    if (isUtf8(bytes)) return void parse(request, bytes.toString('utf8'), done);
    done(requestError('BAD_REQUEST', 'The request is not UTF-8'));
  });
}
