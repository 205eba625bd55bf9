import type { WebsocketHandler } from '@fastify/websocket';
import type { WebSocket } from 'ws';

/** Clients of graphql-ws do not reconnect after this code unless they have a new token. */
const UNAUTHORIZED = 4401;
/** The longest that setTimeout can wait. */
const MAX_WAIT_MS = 2 ** 31 - 1;

/** Closes a WebSocket when the token that opened it expires. */
export function closeAtExpiry(socket: WebSocket, expiresAt: number): void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    const left = expiresAt - Date.now();
    if (left <= 0) return socket.close(UNAUTHORIZED, 'The token has expired');
    timer = setTimeout(wait, Math.min(left, MAX_WAIT_MS)).unref();
  };
  wait();
  socket.once('close', () => clearTimeout(timer));
}

/**
 * Removes the error listeners that `serve` adds: graphql-ws would print a stack trace to stderr for a message that is too
 * long. The socket closes without them too, and the log has JSON lines only.
 */
export function withoutErrorListeners(serve: WebsocketHandler): WebsocketHandler {
  return function (socket, request) {
    const before = new Set(socket.listeners('error'));
    const served = serve.call(this, socket, request);
    for (const listener of socket.listeners('error')) {
      if (!before.has(listener)) socket.off('error', listener as (error: Error) => void);
    }
    return served;
  };
}
