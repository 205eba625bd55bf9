import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { openTestServers, type TestServers, type TestServer } from './support';

const QUERY = 'query Locations { locations { id } }\n';
const FEED = 'subscription { stockChanged { cursor } }\n';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('trusted documents', () => {
  let servers: TestServers;
  let folder: string;
  beforeAll(async () => {
    servers = await openTestServers();
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-documents-'));
  });
  afterAll(async () => {
    await servers?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string, content: unknown): string => {
    const file = path.join(folder, name);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const byHash = (text: string) => ({
    extensions: { persistedQuery: { version: 1, sha256Hash: sha256(text) } },
  });

  async function executesOnly(server: TestServer): Promise<void> {
    expect((await server.post(byHash(QUERY))).data.locations.length).toBeGreaterThan(0);
    expect((await server.ask(QUERY)).data.locations.length).toBeGreaterThan(0);
    const other = '{ locations { id } }';
    const refused = await server.ask(other);
    expect(refused).toMatchObject({ status: 400, error: { code: 'DOCUMENT_NOT_TRUSTED' } });
    expect((await server.ask('{ nonsense')).error?.code).toBe('DOCUMENT_NOT_TRUSTED');
    // A client cannot add one either.
    const added = await server.post({ query: other, ...byHash(other) });
    expect(added.error?.code).toBe('DOCUMENT_NOT_TRUSTED');
    expect((await server.post(byHash(other))).error?.code).toBe('PERSISTED_QUERY_NOT_FOUND');
  }

  it('from a folder, over HTTP and WebSocket', async () => {
    file('locations.graphql', QUERY);
    file('feed.graphql', FEED);
    const server = await servers.serve({ documents: folder });
    await executesOnly(server);
    const token = await server.token();
    const client = createClient({
      ...{ url: server.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 },
      connectionParams: { authorization: `Bearer ${token}` },
    });
    const refused = client.iterate({ query: 'subscription { stockChanged { movement { id } } }' });
    await expect(refused.next()).rejects.toMatchObject([
      { extensions: { code: 'DOCUMENT_NOT_TRUSTED' } },
    ]);
    const accepted = client.iterate({ query: FEED });
    let received: unknown;
    void accepted.next().then(({ value }) => (received = value));
    for (let n = 0; !received; n++) {
      // Movements before the subscription began are not sent, so receipts continue until one is.
      const line = { productId: servers.shop.product, batchNumber: `T${n}`, quantity: 1 };
      await servers.shop.call('receive_stock', {
        locationId: servers.shop.location,
        lines: [line],
      });
      await sleep(100);
    }
    expect(received).toMatchObject({ data: { stockChanged: {} } });
    await client.dispose();
  });

  it('from a JSON file, or a manifest', async () => {
    await executesOnly(
      await servers.serve({ documents: file('map.json', { [sha256(QUERY)]: QUERY }) }),
    );
    const operations = [{ id: sha256(QUERY), name: 'Locations', type: 'query', body: QUERY }];
    await executesOnly(
      await servers.serve({ documents: file('manifest.json', { version: 1, operations }) }),
    );
  });

  it.each([
    ['is missing', () => path.join(folder, 'none.json')],
    ['is empty', () => file('empty.json', {})],
    ['is not JSON', () => file('bad.json', '{')],
    ['has a wrong hash', () => file('wrong.json', { [sha256('x')]: QUERY })],
  ])('a file that %s prevents the start of the server', async (_, makeFile) => {
    await expect(servers.serve({ documents: makeFile() })).rejects.toThrow(/^BINCARD_DOCUMENTS: /);
  });

  it('without any, a client cannot store documents either', async () => {
    const server = await servers.serve();
    const { error } = await server.post({ query: QUERY, ...byHash(QUERY) });
    expect(error?.code).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
  });
});
