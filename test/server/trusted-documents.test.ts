import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { openGround, type TestGround, type TestServer } from './support';

const QUERY = 'query Places { locations { id } }\n';
const FEED = 'subscription { stockChanged { cursor } }\n';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('trusted documents', () => {
  let ground: TestGround;
  let folder: string;
  beforeAll(async () => {
    ground = await openGround();
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-documents-'));
  });
  afterAll(async () => {
    await ground?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string, content: unknown): string => {
    const place = path.join(folder, name);
    writeFileSync(place, typeof content === 'string' ? content : JSON.stringify(content));
    return place;
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
    // Nor can a client teach it one.
    const taught = await server.post({ query: other, ...byHash(other) });
    expect(taught.error?.code).toBe('DOCUMENT_NOT_TRUSTED');
    expect((await server.post(byHash(other))).error?.code).toBe('PERSISTED_QUERY_NOT_FOUND');
  }

  it('from a folder, over HTTP and WebSocket', async () => {
    file('places.graphql', QUERY);
    file('feed.graphql', FEED);
    const server = await ground.serve({ documents: folder });
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
    const taken = client.iterate({ query: FEED });
    let heard: unknown;
    void taken.next().then(({ value }) => (heard = value));
    for (let n = 0; !heard; n++) {
      // What came before the subscription had begun is not told of.
      const line = { productId: ground.shop.product, batchNumber: `T${n}`, quantity: 1 };
      await ground.shop.call('receive_stock', { locationId: ground.shop.location, lines: [line] });
      await sleep(100);
    }
    expect(heard).toMatchObject({ data: { stockChanged: {} } });
    await client.dispose();
  });

  it('from a JSON file, or a manifest', async () => {
    await executesOnly(
      await ground.serve({ documents: file('map.json', { [sha256(QUERY)]: QUERY }) }),
    );
    const operations = [{ id: sha256(QUERY), name: 'Places', type: 'query', body: QUERY }];
    await executesOnly(
      await ground.serve({ documents: file('manifest.json', { version: 1, operations }) }),
    );
  });

  it.each([
    ['is not there', () => path.join(folder, 'none.json')],
    ['holds nothing', () => file('empty.json', {})],
    ['is no JSON', () => file('bad.json', '{')],
    ['has a wrong hash', () => file('wrong.json', { [sha256('x')]: QUERY })],
  ])('a place that %s keeps the server from starting', async (_, place) => {
    await expect(ground.serve({ documents: place() })).rejects.toThrow(/^BINCARD_DOCUMENTS: /);
  });

  it('no client stores documents where there are none', async () => {
    const server = await ground.serve();
    const { error } = await server.post({ query: QUERY, ...byHash(QUERY) });
    expect(error?.code).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
  });
});
