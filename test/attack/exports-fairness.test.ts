import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTenant } from '../support/database';
import {
  openTestServers,
  SECRET,
  until,
  type TestServer,
  type TestServers,
} from '../server/support';
import { signToken } from '../../src/auth/token';

// Connections that ask for an export and do not read it.

describe('exports that nobody reads', () => {
  let servers: TestServers;
  let neighbour: string;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    servers = await openTestServers();
    neighbour = await createTenant(servers.database, 'neighbour');
    // More than the buffers of a connection hold.
    await servers.database.pools.super.query(
      `alter table inventory.movements disable trigger user;
       update inventory.movements set reason = repeat('x', 8000000)`,
    );
  });
  afterEach(() => sockets.splice(0).forEach((socket) => socket.destroy()));
  afterAll(() => servers?.close());

  /** Asks for an export; without `read` nothing is taken of the answer. */
  async function ask(server: TestServer, actor: string, read = false) {
    const { port } = new URL(server.base);
    const token = await server.token('viewer', actor);
    const socket = connect(Number(port), '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.write(
      `GET /export/movements.ndjson HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`,
    );
    if (!read) socket.pause();
    return socket;
  }

  const get = async (server: TestServer, token: string) =>
    server.get('/export/movements.csv?kind=EXPIRY', { authorization: `Bearer ${token}` });
  const linesOf = (server: TestServer, code: string) =>
    server.logs.filter(({ codes }) => (codes as string[] | undefined)?.includes(code));

  it('take the slots of their actor and their tenant, and no other tenant’s', async () => {
    const server = await servers.serve();
    const theirs = await signToken({ tenantId: neighbour, actor: 'n', role: 'viewer' }, SECRET);
    await Promise.all([ask(server, 'greedy'), ask(server, 'greedy')]);
    await sleep(300);
    const same = await get(server, await server.token('viewer', 'greedy'));
    expect([same.status, same.error]).toMatchObject([
      429,
      {
        code: 'TOO_MANY_EXPORTS',
        retryable: true,
        details: { limit: 'exports of the actor', maximum: 2 },
      },
    ]);
    expect(same.headers.get('retry-after')).toBe('5');

    await ask(server, 'another');
    await sleep(300);
    const third = await get(server, await server.token('viewer', 'third'));
    expect([third.status, third.error?.details]).toEqual([
      429,
      { limit: 'exports of the tenant', maximum: 3 },
    ]);
    expect((await get(server, theirs)).status).toBe(200);
  });

  it('are refused with the reason when all slots are taken', async () => {
    const server = await servers.serve({ maxExports: 1 });
    await ask(server, 'greedy');
    await sleep(300);
    const answer = await get(server, await server.token('viewer', 'other'));
    expect([answer.status, answer.error]).toMatchObject([
      503,
      { code: 'OVERLOADED', retryable: true, details: { limit: 'exports', maximum: 1 } },
    ]);
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  it('are cut off, which the log gives the reason for, and free their slots', async () => {
    const server = await servers.serve({ maxExports: 1, exportPaceMs: 500 });
    await ask(server, 'greedy');
    await until(() => linesOf(server, 'EXPORT_TOO_SLOW').length === 1);
    expect((await get(server, await server.token('viewer', 'other'))).status).toBe(200);
  });

  it('a reader that is slow, but not that slow, gets all of it', async () => {
    const server = await servers.serve({ exportPaceMs: 1000 });
    const socket = await ask(server, 'patient');
    let bytes = 0;
    let end = '';
    socket.on('data', (piece: Buffer) => {
      bytes += piece.length;
      end = (end + piece.subarray(-5).toString('latin1')).slice(-5);
    });
    for (let n = 0; n < 12; n++) {
      socket.pause();
      await sleep(180);
      socket.resume();
      await sleep(20);
    }
    await until(() => end === '0\r\n\r\n');
    expect(bytes).toBeGreaterThan(30_000_000);
    expect(linesOf(server, 'EXPORT_TOO_SLOW')).toEqual([]);
  });

  it('one that waits for the database is not too slow', async () => {
    const server = await servers.serve({ exportPaceMs: 200 });
    const lock = await servers.lockTable('movements');
    const answer = get(server, await server.token('viewer', 'waiting'));
    await sleep(1000);
    await lock.release();
    expect((await answer).status).toBe(200);
  });
});
