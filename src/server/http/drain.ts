import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { requestError } from '../graphql/request-error';

const GOING_AWAY = 1001;
const CLOSE_HANDSHAKE_MS = 1000;

/** Shuts a server down without dropping requests in flight. */
export interface Drain {
  /** Refuses new requests, waits for those in flight, and closes the connections of those that take longer. */
  drain(timeoutMs: number): Promise<void>;
}

/** Counts the requests in flight. Its hook must be added right after the one that records requests. */
export function prepareDrain(app: FastifyInstance): Drain {
  let closing = false;
  let inFlight = 0;
  let onIdle = () => {};

  app.addHook('onRequest', async (request, reply) => {
    // Still healthy until it has ended: a supervisor must not kill it while it finishes requests.
    if (closing && request.routeOptions.url !== '/healthz') {
      void reply.header('connection', 'close');
      throw requestError('SHUTTING_DOWN', 'The server is shutting down; try again', {
        retryAfter: 1,
      });
    }
    if (request.headers.upgrade) return; // a WebSocket stays open, so it is not waited for
    inFlight++;
    reply.raw.once('close', () => {
      if (--inFlight === 0) onIdle();
    });
  });
  app.addHook('onSend', (_, reply, payload, done) => {
    if (closing) void reply.header('connection', 'close');
    done(null, payload);
  });

  return {
    drain: async (timeoutMs) => {
      closing = true;
      const { clients } = app.websocketServer;
      for (const client of clients) client.close(GOING_AWAY, 'The server is shutting down');
      await new Promise<void>((resolve) => {
        if (inFlight === 0) return resolve();
        onIdle = resolve;
        setTimeout(resolve, timeoutMs).unref();
      });
      await Promise.race([
        allClosed(clients),
        sleep(CLOSE_HANDSHAKE_MS, undefined, { ref: false }),
      ]);
      for (const client of clients) client.terminate();
      if (inFlight > 0) app.server.closeAllConnections();
    },
  };
}

function allClosed(clients: Iterable<WebSocket>): Promise<unknown> {
  return Promise.all(
    [...clients].map((client) => new Promise((resolve) => client.once('close', resolve))),
  );
}
