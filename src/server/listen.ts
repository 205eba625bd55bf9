import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';

/** Listens and returns the URL at which this machine reaches it. */
export async function listen(
  app: FastifyInstance,
  { port, host }: { readonly port: number; readonly host?: string | undefined },
): Promise<string> {
  await app.listen({ port, host });
  const bound = app.server.address() as AddressInfo;
  const shown = host === '0.0.0.0' ? '127.0.0.1' : (host ?? '127.0.0.1');
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${bound.port}`;
}
