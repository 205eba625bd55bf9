import { rmSync } from 'node:fs';
import { bincard } from '../cli/bincard';
import { openTestServers, type TestServers } from '../server/support';
import { makeDataDir } from '../support/running-server';

// A webhook that nothing would be delivered to is refused when it is made, and the setting that would allow it is named.

const CREATE =
  'mutation ($url: String!, $events: [String!]!) { createWebhook(url: $url, events: $events) { secret } }';
const PRIVATE = 'http://10.0.0.1/hook';

describe('a webhook to a private receiver', () => {
  let servers: TestServers;
  beforeAll(async () => {
    servers = await openTestServers();
    await servers.database.pools.super.query("update inventory.tenants set code = 'shop'");
  });
  afterAll(() => servers?.close());

  it('is refused by the API unless the setting is on', async () => {
    const variables = { url: PRIVATE, events: ['stock.low'] };
    const refused = await (await servers.serve()).ask(CREATE, variables);
    expect(refused.error).toMatchObject({
      code: 'WEBHOOK_URL_INVALID',
      details: { field: 'url', setting: 'BINCARD_WEBHOOK_PRIVATE' },
    });
    const allowing = await servers.serve({}, { privateReceivers: true });
    expect((await allowing.ask(CREATE, variables)).error).toBeUndefined();
  });

  it('is refused by the command line in the same words', async () => {
    const dataDir = makeDataDir();
    const create = (env: Record<string, string>) =>
      bincard(['webhook', 'create', PRIVATE, '--events', 'stock.low', '--tenant', 'shop'], {
        ...{ DATABASE_URL: servers.database.url, BINCARD_DATA_DIR: dataDir, ...env },
      });
    const refused = await create({});
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(
      `${PRIVATE} is not https://, and BINCARD_WEBHOOK_PRIVATE is off: give an https:// URL of a public host`,
    );
    expect((await create({ BINCARD_WEBHOOK_PRIVATE: 'on' })).code).toBe(0);
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('of no event is refused with the events that there are', async () => {
    const server = await servers.serve();
    const { error, text } = await server.ask(CREATE, { url: 'https://shop.example', events: [] });
    expect(error).toMatchObject({ code: 'VALUE_UNKNOWN', details: { field: 'events' } });
    expect(text).toContain('No event is named');
    expect(String(error!['hint'])).toContain('stock.low');
  });
});
