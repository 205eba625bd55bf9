import { isUtf8 } from 'node:buffer';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerOf, requestError } from '../graphql/request-error';

/**
 * Reads JSON bodies. Bytes that are not UTF-8 are refused: decoding them would put U+FFFD in their place, so the stored
 * text would differ from the one that was sent.
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

/** Answers a request that has no route yet, such as one whose path is not UTF-8. No hook has run for it. */
export function refuseUnrouted(_error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  void reply.code(400).send(refused());
}

/** Answers bytes that are not HTTP in the API's form, and closes the connection. */
export function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 431
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 408
        : 400;
  const body = JSON.stringify(refused());
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\n` +
        `content-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }
  socket.destroy(error);
}

const refused = () =>
  answerOf(requestError('BAD_REQUEST', 'The HTTP request is not one of GraphQL')).body;
