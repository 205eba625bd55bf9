import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, validate } from 'graphql';
import { packageRoot } from '../../src/database/sql-files';
import { createSchema } from '../../src/server/graphql/build-schema';
import { openTestServers, type TestServer, type TestServers } from './support';

// The pages that a browser is shown without the console, over HTTP. graphiql.test.ts opens them in one; the console is in
// console.test.ts and test/console.

const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', authorization: '' };
const EXAMPLES = path.join(packageRoot, 'pages/examples');

/** Where a page loads something from, or leads to. */
const addressesOf = (html: string) =>
  [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address!);

describe('the pages', () => {
  let servers: TestServers;
  let server: TestServer;
  let production: TestServer;

  beforeAll(async () => {
    servers = await openTestServers();
    server = await servers.serve({}, { console: false });
    production = await servers.serve({}, { production: true, console: false });
  });
  afterAll(() => servers?.close());

  it('/ says what this is and whether it is ready, and nothing on it comes from elsewhere', async () => {
    const { status, headers, text } = await server.get('/', HTML);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';form-action 'none';base-uri 'none';frame-ancestors 'none';style-src 'self';img-src 'self'",
    );
    expect(text).toContain('An inventory ledger');
    expect(text).toContain('Ready.');
    expect(text).not.toMatch(/<script|<style|style=|\son\w+=/);
    for (const address of addressesOf(text)) {
      expect(address).not.toMatch(/^([a-z]+:|\/)/); // relative, so also behind a proxy with a path
      expect([address, (await server.get(`/${address}`, HTML)).status]).toEqual([address, 200]);
    }
  });

  it('/ says why the server is not ready', async () => {
    const { super: admin } = servers.database.pools;
    await admin.query('alter schema inventory rename to elsewhere');
    try {
      const { status, text } = await server.get('/', HTML);
      expect(status).toBe(200);
      expect(text).toContain('Not ready: the database has no schema: run bincard migrate.');
    } finally {
      await admin.query('alter schema elsewhere rename to inventory');
    }
  });

  it('/graphql shows a browser GraphiQL from this server alone', async () => {
    const { status, headers, text } = await server.get('/graphql', HTML);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/https?:|blob:|unsafe-eval|\*/);
    expect(text).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son\w+=/);
    for (const address of addressesOf(text)) {
      const answer = await server.get(`/${address}`, { authorization: '' });
      expect([address, answer.status]).toEqual([address, 200]);
      if (address.startsWith('assets/')) {
        expect(answer.headers.get('cache-control')).toContain('immutable');
      }
    }
  });

  it('/graphql gives programs the API, with GraphiQL as without it', async () => {
    const ask = (accept: string) =>
      server.get('/graphql?query={__typename}', { accept, 'apollo-require-preflight': 'yes' });
    for (const accept of ['application/json', '*/*', 'application/graphql-response+json']) {
      expect((await ask(accept)).data).toEqual({ __typename: 'Query' });
    }
  });

  it('a browser that comes from another site with a session is shown the page too', async () => {
    const { status } = await server.get('/graphql', {
      ...{ accept: 'text/html', 'sec-fetch-site': 'cross-site', cookie: 'bincard=x' },
    });
    expect(status).toBe(200);
  });

  it.each([
    ['in production', {}, { production: true }],
    ['where only known documents are executed', { documents: EXAMPLES }, {}],
    ['where it is switched off', {}, { graphiql: false }],
  ])('GraphiQL is off %s', async (_, settings, options) => {
    const off = await servers.serve(settings, { ...options, console: false });
    const { status, text } = await off.get('/graphql', HTML);
    expect(status).toBe(400);
    expect(text).not.toContain('<html');
    expect((await off.get('/', HTML)).text).not.toContain('href="graphql"');
  });

  it('GraphiQL can be switched on in production', async () => {
    const on = await servers.serve({}, { production: true, graphiql: true });
    expect((await on.get('/graphql', HTML)).text).toContain('<html');
    expect((await production.get('/', HTML)).text).toContain('Ready.');
  });

  it.each(['manifest.json', '..%2fmanifest.json', '..%2f..%2fpackage.json', 'none.js', '.js'])(
    'serves no other file: %s',
    async (name) => {
      expect((await server.get(`/assets/${name}`)).status).toBe(404);
    },
  );

  it('each example of GraphiQL is an operation of the schema', () => {
    const schema = createSchema();
    const names = readdirSync(EXAMPLES);
    expect(names.length).toBeGreaterThan(3);
    const wrong = names.flatMap((name) =>
      validate(schema, parse(readFileSync(path.join(EXAMPLES, name), 'utf8'))),
    );
    expect(wrong).toEqual([]);
  });
});
