import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { requestError } from '../graphql/request-error';

const GOING_AWAY = 1001;
const CLOSE_HANDSHAKE_MS = 1000;

/** Lets a server end without dropping what it is doing. */
export interface Drain {
  /** Refuses what is new, waits for what is in flight, and cuts off what takes longer than that. */
  drain(timeoutMs: number): Promise<void>;
}

/** Counts what is in flight on a server. Its hook comes right after the one that records the request. */
export function prepareDrain(app: FastifyInstance): Drain {
  let closing = false;
  let inFlight = 0;
  let onIdle = () => {};

  app.addHook('onRequest', async (request, reply) => {
    // The process lives until it has ended: who watches it must not shoot it while it finishes.
    if (closing && request.routeOptions.url !== '/healthz') {
      void reply.header('connection', 'close');
      throw requestError('SHUTTING_DOWN', 'The server is shutting down; try again', {
        retryAfter: 1,
      });
    }
    if (request.headers.upgrade) return; // it has no end of its own
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
