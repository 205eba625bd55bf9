import type { WebsocketHandler } from '@fastify/websocket';
import type { WebSocket } from 'ws';
import { Denied } from '../../auth/denied';

/** Clients of graphql-ws do not reconnect after this code unless they have a new token. */
const UNAUTHORIZED = 4401;

/** How often it is asked whether an open socket's token, session or user still counts. */
const ASK_AGAIN_MS = 5000;

/** Closes a WebSocket whose caller is not identified. */
export function refuse(socket: WebSocket, reason: string): void {
  socket.close(UNAUTHORIZED, `Unauthenticated: ${reason}`);
}

/**
 * Closes a WebSocket when what opened it expires, and within seconds after it was revoked, its user was switched off, or
 * the role changed. `isSame` says whether it still stands for the same; what cannot be asked now is asked again.
 */
export function closeWhenOver(
  socket: WebSocket,
  { expiresAt }: { readonly expiresAt: number },
  isSame: () => Promise<boolean>,
): void {
  let timer: NodeJS.Timeout;
  const ask = async () => {
    if (expiresAt <= Date.now()) return refuse(socket, 'expired');
    try {
      if (!(await isSame())) return refuse(socket, 'the role has changed');
    } catch (error) {
      if (error instanceof Denied) return refuse(socket, error.reason);
    }
    wait();
  };
  const wait = () => {
    if (socket.readyState !== socket.OPEN) return;
    const left = Math.min(expiresAt - Date.now(), ASK_AGAIN_MS);
    timer = setTimeout(() => void ask(), Math.max(left, 0)).unref();
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
