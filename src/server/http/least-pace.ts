import type { ServerResponse } from 'node:http';

/** The least that a reader has to take of a response. */
export interface Pace {
  readonly bytes: number;
  readonly withinMs: number;
}

const CHECKS = 5;

/**
 * Calls `tooSlow` once when data has waited for the reader all the time and it took less than the pace asks for. A
 * reader that waits for the database is not slow.
 */
export function keepPace(
  response: ServerResponse,
  { bytes, withinMs }: Pace,
  tooSlow: () => void,
): void {
  let since = performance.now();
  let takenAtFirst = 0;
  const timer = setInterval(() => {
    const { socket } = response;
    // Without a socket it waits for the response before it on the same connection.
    const waiting = socket !== null && response.writableLength > 0;
    const taken = socket ? socket.bytesWritten - socket.writableLength : 0;
    if (!waiting || taken - takenAtFirst >= bytes) {
      takenAtFirst = taken;
      since = performance.now();
    } else if (performance.now() - since >= withinMs) {
      clearInterval(timer);
      tooSlow();
    }
  }, withinMs / CHECKS);
  timer.unref();
  response.once('close', () => clearInterval(timer));
}
