import type { WebSocket } from 'ws';

/** graphql-ws takes it for final: a client then connects with a new token, or not at all. */
const UNAUTHORIZED = 4401;
/** What setTimeout can wait at most. */
const MAX_WAIT_MS = 2 ** 31 - 1;

/** Closes a WebSocket when the token that opened it ends. */
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
