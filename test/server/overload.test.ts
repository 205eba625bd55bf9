import { LOCATIONS, openTestServers, until, waitingForLock, type TestServers } from './support';

describe('overload', () => {
  let servers: TestServers;
  beforeAll(async () => {
    servers = await openTestServers();
  });
  afterEach(() => servers?.releaseLocks());
  afterAll(() => servers?.close());

  it('is refused at once instead of waiting, and passes', async () => {
    const server = await servers.serve({ maxWaiting: 2 }, { poolSize: 1 });
    const lock = await servers.lockTable();
    const admitted = [1, 2, 3].map(() => server.ask(LOCATIONS)); // one runs, two wait
    await until(async () => (await waitingForLock(servers.database)) === 1);
    const refused = await Promise.all(Array.from({ length: 20 }, () => server.ask(LOCATIONS)));
    const write = await server.ask(
      'mutation { createProduct(input: { sku: "overload", name: "x" }) { id } }',
    );
    for (const { status, headers, error, data } of [...refused, write]) {
      expect(status).toBe(503);
      expect(headers.get('retry-after')).toBe('1');
      expect(error).toEqual({
        code: 'OVERLOADED',
        details: { limit: 'waiting', maximum: 2 },
        retryable: true,
      });
      expect(data).toBeUndefined();
    }
    // Health checks and metrics are still answered.
    expect((await server.get('/readyz')).status).toBe(200);
    expect((await server.get('/metrics')).text).toMatch(/^bincard_pool_waiting 2$/m);
    await lock.release();
    for (const { status, error } of await Promise.all(admitted)) {
      expect([status, error]).toEqual([200, undefined]);
    }
    expect((await server.ask(LOCATIONS)).error).toBeUndefined();
    const { data } = await server.ask('{ product(sku: "overload") { id } }');
    expect(data).toEqual({ product: null });
  });

  it('does not count requests that failed before they ran', async () => {
    const server = await servers.serve({ maxWaiting: 1 }, { poolSize: 1 });
    for (let n = 0; n < 10; n++) {
      await server.ask('{ nonsense }');
      await server.ask('query ($n: Int!) { products(first: $n) { nodes { id } } }');
      await server.ask('{ products(first: 0) { nodes { id } } }');
    }
    expect((await server.ask(LOCATIONS)).error).toBeUndefined();
  });

  it('ends a statement that takes too long', async () => {
    const server = await servers.serve({ statementTimeoutMs: 200 });
    const lock = await servers.lockTable();
    const read = await server.ask(LOCATIONS);
    const write = await server.ask(
      'mutation { createLocation(input: { code: "slow", name: "x", kind: STOREFRONT }) { id } }',
    );
    await lock.release();
    for (const { error, text } of [read, write]) {
      expect(error).toEqual({ code: 'REQUEST_TIMEOUT', retryable: true });
      expect(text).not.toContain('statement');
    }
    expect((await server.ask(LOCATIONS)).error).toBeUndefined();
  });

  it('answers a request that takes too long', async () => {
    const server = await servers.serve({ requestTimeoutMs: 300 });
    const lock = await servers.lockTable();
    const { status, headers, error } = await server.ask(LOCATIONS);
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('1');
    expect(error).toEqual({ code: 'REQUEST_TIMEOUT', retryable: true });
    await lock.release();
    expect((await server.ask(LOCATIONS)).error).toBeUndefined();
  });

  it('ends an export that takes too long, and limits concurrent exports', async () => {
    const server = await servers.serve({ maxExports: 1, exportTimeoutMs: 300 });
    const lock = await servers.lockTable('movements');
    const slow = server.get('/export/movements.csv').then(
      ({ text }) => text,
      () => 'interrupted',
    );
    await until(async () => (await waitingForLock(servers.database)) === 1);
    const second = await server.get('/export/movements.csv');
    expect(second).toMatchObject({ status: 503, error: { code: 'OVERLOADED', retryable: true } });
    expect(second.headers.get('retry-after')).toBe('5');
    expect(await slow).not.toContain('movement_kind');
    await lock.release();
    await until(async () => (await server.get('/export/movements.csv')).status === 200);
  });

  describe('rate', () => {
    it('is limited for each actor, and for each address without a token', async () => {
      const server = await servers.serve({ rateLimit: 5 });
      const send = async (actor?: string) => {
        const authorization = actor ? `Bearer ${await server.token('viewer', actor)}` : 'none';
        return server.post({ query: '{ __typename }' }, { authorization });
      };
      for (let n = 0; n < 5; n++) expect((await send('anna')).status).toBe(200);
      const refused = await send('anna');
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.error).toEqual({
        code: 'RATE_LIMITED',
        details: { limit: 'rate', maximum: 5 },
        retryable: true,
      });
      expect((await send('ben')).status).toBe(200);
      const authorization = `Bearer ${await server.token('viewer', 'anna')}`;
      expect((await server.get('/export/movements.csv', { authorization })).status).toBe(429);
      for (let n = 0; n < 5; n++) expect((await send()).status).toBe(200);
      expect((await send()).status).toBe(429);
      expect((await server.get('/healthz')).status).toBe(200);
    });

    it('is not limited when the setting is 0', async () => {
      const server = await servers.serve({ rateLimit: 0 });
      for (let n = 0; n < 30; n++) {
        expect((await server.ask('{ __typename }')).status).toBe(200);
      }
    });

    it('uses the address from a proxy only when configured to', async () => {
      const send = (server: Awaited<ReturnType<TestServers['serve']>>, from: string) =>
        server.post(
          { query: '{ __typename }' },
          { authorization: 'none', 'x-forwarded-for': from },
        );
      const direct = await servers.serve({ rateLimit: 1 });
      await send(direct, '10.0.0.1');
      expect((await send(direct, '10.0.0.2')).status).toBe(429);
      const behind = await servers.serve({ rateLimit: 1, trustProxy: true });
      await send(behind, '10.0.0.1');
      expect((await send(behind, '10.0.0.2')).status).toBe(200);
      expect((await send(behind, '10.0.0.1')).status).toBe(429);
    });
  });
});
