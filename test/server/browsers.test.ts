import { openTestServers, type TestServers, type TestServer } from './support';

describe('browsers and production', () => {
  let servers: TestServers;
  let development: TestServer;
  let production: TestServer;

  beforeAll(async () => {
    servers = await openTestServers();
    development = await servers.serve();
    production = await servers.serve({}, { production: true });
  });
  afterAll(() => servers?.close());

  const ORIGIN = 'https://shop.example';
  const preflight = (server: TestServer, origin: string) =>
    fetch(server.url, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  it('gives other origins no access', async () => {
    const answer = await preflight(development, ORIGIN);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.status).toBe(403);
    const { errors } = (await answer.json()) as { errors: { message: string }[] };
    expect(errors[0]!.message).toBe(
      `Pages of ${ORIGIN} may not use this API: add the origin to BINCARD_CORS_ORIGINS`,
    );
    const answered = await development.post({ query: '{ __typename }' }, { origin: ORIGIN });
    expect(answered.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('gives access to the configured origins only', async () => {
    const open = await servers.serve({ corsOrigins: [ORIGIN] });
    const answer = await preflight(open, ORIGIN);
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(answer.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    const answered = await open.post({ query: '{ __typename }' }, { origin: ORIGIN });
    expect(answered.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    const other = await preflight(open, 'https://evil.example');
    expect([other.status, await other.text()]).toEqual([
      403,
      expect.stringContaining('BINCARD_CORS_ORIGINS'),
    ]);
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('refuses requests that a page of another origin could send without a preflight', async () => {
    const answer = await production.get('/graphql?query={__typename}');
    expect(answer).toMatchObject({ status: 400, error: { code: 'BAD_REQUEST' } });
    const preflighted = await production.get('/graphql?query={__typename}', {
      'apollo-require-preflight': 'yes',
    });
    expect(preflighted.data).toEqual({ __typename: 'Query' });
  });

  it('sends headers against framing and foreign scripts', async () => {
    for (const [path, accept] of [
      ['/healthz', 'text/html'],
      ['/metrics', 'text/html'],
      ['/graphql', 'text/html'],
      ['/nowhere', '*/*'],
    ] as const) {
      const { headers } = await production.get(path, { accept });
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none';frame-ancestors 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    }
  });

  it('does not reveal the schema in production', async () => {
    const introspection = { query: '{ __schema { types { name } } }' };
    expect((await development.post(introspection)).data.__schema.types.length).toBeGreaterThan(10);
    const { error, text } = await production.post(introspection);
    expect(error?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(text).not.toContain('ProductConnection');
    const typo = { query: '{ product { id } locationz { id } }' };
    expect((await development.post(typo)).text).toContain('Did you mean');
    expect((await production.post(typo)).text).not.toContain('Did you mean');
    const value = {
      query: 'mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }',
      variables: { input: { sku: 'x', name: 'x', baseUnitt: 'x' } },
    };
    expect((await development.post(value)).text).toContain('Did you mean');
    const refused = await production.post(value);
    expect(refused.text).not.toContain('Did you mean');
    expect(refused.error).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('does not reveal the cause of an internal error', async () => {
    const { super: admin } = servers.database.pools;
    // A failure to connect would be another error, so both connect before.
    for (const server of [development, production]) {
      expect((await server.ask('{ locations { id } }')).error).toBeUndefined();
    }
    await admin.query('revoke select on inventory.api_locations from bincard_app');
    try {
      for (const server of [development, production]) {
        const { error, text } = await server.ask('{ locations { id } }');
        expect(error).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
        expect(text).not.toMatch(/permission|stack|inventory/);
        const failed = server.logs.filter(({ msg }) => msg === 'request failed');
        expect(JSON.stringify(failed)).toContain('permission denied');
      }
    } finally {
      await admin.query('grant select on inventory.api_locations to bincard_app');
    }
  });
});
