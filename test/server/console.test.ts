import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { packageRoot } from '../../src/database/sql-files';
import { openTestServers, type TestServer, type TestServers } from './support';

// How the server serves the console; test/console uses it in a browser.

const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', authorization: '' };
const DIST = path.join(packageRoot, 'console/dist');

const addressesOf = (html: string) =>
  [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address!);
const isManifest = (address: string) => address.endsWith('/manifest.webmanifest');
const placeOf = (html: string) =>
  JSON.parse(/<script type="application\/json"[^>]*>([^<]*)<\/script>/.exec(html)![1]!) as unknown;

describe('the console over HTTP', () => {
  let servers: TestServers;
  let server: TestServer;

  beforeAll(async () => {
    servers = await openTestServers();
    server = await servers.serve();
  });
  afterAll(() => servers?.close());

  it('is at /, and loads files of this server alone', async () => {
    const { status, headers, text } = await server.get('/', HTML);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('no-store');
    const addresses = addressesOf(text);
    expect(addresses.length).toBeGreaterThan(2);
    for (const address of addresses.filter((each) => !isManifest(each))) {
      expect(address).toMatch(/^\/assets\/[\w.-]+\.(js|css|svg|png)$/);
      const file = await server.get(address, { authorization: '' });
      expect([address, file.status]).toEqual([address, 200]);
      expect(file.headers.get('cache-control')).toContain('immutable');
    }
    expect(text).not.toMatch(/<style|style=|\son\w+=|%[A-Z]+%/);
  });

  it('can be installed: its manifest names pictures that are there', async () => {
    const { text } = await server.get('/', HTML);
    const manifest = await server.get(addressesOf(text).find(isManifest)!, { authorization: '' });
    expect(manifest.headers.get('content-type')).toBe('application/manifest+json; charset=utf-8');
    const { icons } = JSON.parse(manifest.text) as { icons: { src: string }[] };
    expect(icons.length).toBeGreaterThan(0);
    for (const { src } of icons) {
      expect([src, (await server.get(src, { authorization: '' })).status]).toEqual([src, 200]);
    }
  });

  it('has a policy without inline scripts and styles, but with a nonce for each response', async () => {
    const nonces = new Set<string>();
    for (let n = 0; n < 3; n++) {
      const { headers, text } = await server.get('/', HTML);
      const nonce = /nonce="([^"]+)"/.exec(text)![1]!;
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
      nonces.add(nonce);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none';form-action 'none';base-uri 'none';frame-ancestors 'none';" +
          `script-src 'self' 'wasm-unsafe-eval';style-src 'self' 'nonce-${nonce}';` +
          "connect-src 'self';img-src 'self' data: blob:;worker-src 'self';manifest-src 'self'",
      );
    }
    expect(nonces.size).toBe(3);
  });

  it('shows a browser its page for every path, with 404 where there is none; a program gets JSON', async () => {
    const paths = JSON.parse(readFileSync(path.join(DIST, 'paths.json'), 'utf8')) as string[];
    expect(paths).toContain('/sign-in');
    for (const each of paths) {
      const at = each.replaceAll(/:\w+/g, 'x');
      const { status, text } = await server.get(at, HTML);
      expect([at, status, text.includes('id="console"')]).toEqual([at, 200, true]);
    }
    const lost = await server.get('/nowhere/at/all', HTML);
    expect([lost.status, lost.text.includes('id="console"')]).toEqual([404, true]);
    const program = await server.get('/nowhere', { accept: '*/*' });
    expect(program).toMatchObject({ status: 404, error: { code: 'NOT_FOUND' } });
    const posted = await fetch(`${server.base}/nowhere`, { method: 'POST', headers: HTML });
    expect([posted.status, await posted.text()]).toEqual([404, expect.not.stringContaining('<')]);
  });

  it('leaves what the server has of its own where it is', async () => {
    expect((await server.get('/graphql', HTML)).text).toContain('GraphiQL');
    expect((await server.get('/healthz', HTML)).text).toBe('{"status":"ok"}');
    expect((await server.get('/metrics', HTML)).text).toContain('# HELP');
    expect((await server.get('/assets/none.js', { accept: '*/*' })).status).toBe(404);
  });

  it.each([
    ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
    ['gzip', 'gzip;q=0.8, br;q=0', gunzipSync],
    [null, 'identity', (bytes: Buffer) => bytes],
  ])('sends a script as %s to a browser that takes %s', async (coding, accepted, open) => {
    const [script] = addressesOf((await server.get('/', HTML)).text).filter((each) =>
      each.endsWith('.js'),
    );
    // fetch would take the coding off.
    const { request } = await import('node:http');
    const { headers, bytes } = await new Promise<{
      headers: Record<string, unknown>;
      bytes: Buffer;
    }>((resolve, reject) => {
      const options = { headers: { 'accept-encoding': accepted } };
      request(`${server.base}${script}`, options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve({ headers: answer.headers, bytes: Buffer.concat(chunks) }));
      })
        .on('error', reject)
        .end();
    });
    expect(headers['content-encoding'] ?? null).toBe(coding);
    expect(headers['vary']).toContain('accept-encoding');
    const content = readFileSync(path.join(DIST, script!));
    expect(open(bytes).equals(content)).toBe(true);
    if (coding) expect(bytes.length).toBeLessThan(content.length / 2);
  });

  it('can have a path of its own: / is then the page of links, and links of people still arrive', async () => {
    const apart = await servers.serve({}, { console: '/desk/' });
    const { status, text } = await apart.get('/desk/', HTML);
    expect([status, placeOf(text)]).toEqual([
      200,
      { root: '', provider: null, graphiql: true, base: '/desk' },
    ]);
    expect((await apart.get('/desk', HTML)).status).toBe(200);
    expect((await apart.get('/desk/nowhere', HTML)).text).toContain('id="console"');
    expect((await apart.get('/nowhere', HTML)).text).not.toContain('id="console"');
    const home = await apart.get('/', HTML);
    expect(home.text).toContain('<a href="./desk/">Console</a>');
    const link = await fetch(`${apart.base}/sign-in?new`, { redirect: 'manual' });
    expect([link.status, link.headers.get('location')]).toEqual([302, './desk/sign-in?new']);
  });

  it('is told where browsers find the server, also behind a proxy with a path', async () => {
    const behind = await servers.serve({}, { publicUrl: 'https://shop.example/stock' });
    const { text } = await behind.get('/', HTML);
    expect(placeOf(text)).toMatchObject({ root: '/stock', base: '/stock' });
    for (const address of addressesOf(text)) {
      expect(address).toMatch(/^\/stock\/(assets\/|manifest\.webmanifest$)/);
    }
  });

  it('can be switched off', async () => {
    const off = await servers.serve({}, { console: false });
    expect((await off.get('/', HTML)).text).toContain('An inventory ledger');
    expect((await off.get('/sign-in', HTML)).text).toContain('<form>');
    expect((await off.get('/nowhere', HTML)).error).toEqual({ code: 'NOT_FOUND' });
  });

  it('asks what it asks also where only known documents are executed', async () => {
    const documents = path.join(packageRoot, 'pages/examples');
    const strict = await servers.serve({ documents });
    const known = JSON.parse(readFileSync(path.join(DIST, 'documents.json'), 'utf8')) as Record<
      string,
      string
    >;
    const me = Object.values(known).find((text) => text.startsWith('query Me '))!;
    expect((await strict.post({ query: me })).data.me.role).toBe('ADMIN');
    const other = await strict.post({ query: `${me} ` });
    expect(other.error?.code).toBe('DOCUMENT_NOT_TRUSTED');
    const without = await servers.serve({ documents }, { console: false });
    expect((await without.post({ query: me })).error?.code).toBe('DOCUMENT_NOT_TRUSTED');
  });
});
