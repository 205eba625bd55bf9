import type { FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { answerOf, requestError } from '../graphql/request-error';

/** Answers what is refused before any route is found, such as a path that is no UTF-8: no hook has run for it. */
export function refuseUnrouted(_error: Error, _request: FastifyRequest, reply: FastifyReply): void {
  void reply.code(400).send(refused());
}

/** Answers what is not even HTTP, in the words of the API, and closes the connection. */
export function refuseUnread(error: NodeJS.ErrnoException, socket: Socket): void {
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
