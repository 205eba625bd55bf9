import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { openTestServers, SECRET, type TestServers, type TestServer } from './support';
import { signToken } from '../../src/auth/token';

const FEED = 'subscription { stockChanged { cursor } }';

describe('a WebSocket', () => {
  let servers: TestServers;
  let server: TestServer;
  let clients: Client[];

  beforeAll(async () => {
    servers = await openTestServers();
    server = await servers.serve({ maxDepth: 3, maxTokens: 60, maxCost: 40, rateLimit: 20 });
  });
  afterAll(() => servers?.close());
  beforeEach(() => {
    clients = [];
  });
  afterEach(async () => {
    for (const client of clients) await client.dispose();
  });

  const connect = (to: TestServer, token: string): Client => {
    const client = createClient({
      ...{ url: to.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 },
      connectionParams: { authorization: `Bearer ${token}` },
      onNonLazyError: () => undefined,
    });
    clients.push(client);
    return client;
  };
  /** The error or the end of a subscription that receives nothing. */
  const endOf = (client: Client, query = FEED): Promise<unknown> =>
    new Promise((resolve) =>
      client.subscribe(
        { query },
        { next: resolve, error: resolve, complete: () => resolve('completed') },
      ),
    );
  const codes = (errors: unknown) =>
    (errors as { extensions: { code: string; details?: { limit: string } } }[]).map(
      ({ extensions }) => [extensions.code, extensions.details?.limit],
    );

  it('is closed when its token expires', async () => {
    const start = Date.now();
    const token = await server.token('viewer', 'short', '1s');
    await expect(endOf(connect(server, token))).resolves.toMatchObject({ code: 4401 });
    expect(Date.now() - start).toBeLessThan(4000);
  });

  it.each([
    ['an expired token', () => server.token('viewer', 'late', '-60s')],
    [
      'a forged token',
      () =>
        signToken(
          { tenantId: servers.shop.tenant, actor: 'x', role: 'admin' },
          SECRET.toReversed(),
        ),
    ],
    ['a token that is too long', () => server.token('viewer', 'x'.repeat(9000))],
  ])('is refused for %s', async (_, token) => {
    await expect(endOf(connect(server, await token()))).resolves.toMatchObject({ code: 4401 });
  });

  it('has the same limits as HTTP', async () => {
    const client = connect(server, await server.token('viewer', 'limits'));
    expect(
      codes(
        await endOf(
          client,
          'subscription { stockChanged { movement { batch { product { id } } } } }',
        ),
      ),
    ).toEqual([['QUERY_TOO_COMPLEX', 'depth']]);
    expect(
      codes(await endOf(client, `subscription { stockChanged { ${'cursor '.repeat(60)} } }`)),
    ).toEqual([['QUERY_TOO_COMPLEX', 'tokens']]);
    expect(codes(await endOf(client, 'subscription { nonsense }'))).toEqual([
      ['GRAPHQL_VALIDATION_FAILED', undefined],
    ]);
    expect(codes(await endOf(client, 'subscription {'))).toEqual([
      ['GRAPHQL_PARSE_FAILED', undefined],
    ]);
    expect(codes(await endOf(client, '{ locations { id } }'))).toEqual([
      ['BAD_REQUEST', undefined],
    ]);
  });

  it('has the limit of cost', async () => {
    const strict = await servers.serve({ maxCost: 1 });
    const client = connect(strict, await strict.token());
    expect(codes(await endOf(client, 'subscription { stockChanged { movement { id } } }'))).toEqual(
      [['QUERY_TOO_COMPLEX', 'cost']],
    );
  });

  it('counts subscriptions for the rate limit of their actor', async () => {
    const client = connect(server, await server.token('viewer', 'eager'));
    for (let n = 0; n < 20; n++) await endOf(client, 'subscription { nonsense }');
    expect(codes(await endOf(client))).toEqual([['RATE_LIMITED', 'rate']]);
  });

  it('is logged', async () => {
    const client = connect(server, await server.token('viewer', 'logged'));
    await endOf(client, 'subscription Named { nonsense }');
    expect(server.logs.find(({ actor }) => actor === 'logged')).toMatchObject({
      msg: 'subscription',
      ...{ tenant: servers.shop.tenant, operationType: 'subscription' },
      codes: ['GRAPHQL_VALIDATION_FAILED'],
    });
  });
});
