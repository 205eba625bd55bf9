import type { WebsocketHandler } from '@fastify/websocket';

/**
 * Keeps what serves a WebSocket from printing its errors: graphql-ws puts a stack trace on stderr for whoever sends
 * more than a message may hold. The socket closes without it, and the log has JSON lines only.
 */
export function quietly(serve: WebsocketHandler): WebsocketHandler {
  return function (socket, request) {
    const before = new Set(socket.listeners('error'));
    const served = serve.call(this, socket, request);
    for (const listener of socket.listeners('error')) {
      if (!before.has(listener)) socket.off('error', listener as (error: Error) => void);
    }
    return served;
  };
}
