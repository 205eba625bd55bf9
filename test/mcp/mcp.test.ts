import path from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { buildSchema, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { packageRoot } from '../../src/database/sql-files';
import { TOOLS } from '../../src/mcp/tools';
import { bincard } from '../cli/bincard';
import { openTestServers, type TestServer, type TestServers } from '../server/support';

// `bincard mcp` as an assistant's program starts it, asked by the protocol's own client.

const MAIN = path.join(packageRoot, 'dist/src/cli/main.js');

interface Result {
  readonly isError?: boolean;
  readonly content: { readonly text: string }[];
}

describe('bincard mcp', () => {
  let servers: TestServers;
  let server: TestServer;
  const open: Client[] = [];

  beforeAll(async () => {
    servers = await openTestServers();
    server = await servers.serve();
  });
  afterAll(async () => {
    for (const client of open) await client.close();
    await servers?.close();
  });

  async function connect(token: string, url = server.url): Promise<Client> {
    const client = new Client({ name: 'test', version: '1' });
    const transport = new StdioClientTransport({
      ...{ command: process.execPath, args: [MAIN, 'mcp'], stderr: 'pipe' },
      env: { ...process.env, BINCARD_TOKEN: token, BINCARD_API_URL: url },
    });
    await client.connect(transport);
    open.push(client);
    return client;
  }
  async function call(client: Client, name: string, given: Record<string, unknown> = {}) {
    const { isError, content } = (await client.callTool({ name, arguments: given })) as Result;
    return { isError: isError === true, text: content[0]!.text };
  }
  const skuAndPlace = async () => {
    const { product, location } = servers.shop;
    const { data } = await server.ask(
      `{ product(id: "${product}") { sku } location(id: "${location}") { code } }`,
    );
    return { sku: data.product.sku as string, place: data.location.code as string };
  };

  it('lists tools that read and tools that request, and none that approves', async () => {
    const { tools } = await (await connect(await server.token('viewer'))).listTools();
    expect(tools.map(({ name }) => name)).toEqual(TOOLS.map(({ name }) => name));
    const writing = tools.filter(({ annotations }) => !annotations?.readOnlyHint);
    expect(writing.map(({ name }) => name)).toEqual(['request_adjustment', 'request_transfer']);
  });

  it('each tool is one operation of the schema: a query, or a request', () => {
    const schema = buildSchema(
      readFileSync(path.join(packageRoot, 'src/schema/schema.graphql'), 'utf8'),
    );
    for (const { name, document, reads } of TOOLS) {
      expect([name, validate(schema, parse(document))]).toEqual([name, []]);
      expect(document.startsWith(reads ? 'query ' : 'mutation Request')).toBe(true);
      const fields = [...document.matchAll(/^ {2}(\w+)/gm)].map(([, field]) => field);
      if (!reads) expect(fields).toEqual([expect.stringMatching(/^request(Adjustment|Transfer)$/)]);
    }
  });

  it('reads the stock and why it is what it is', async () => {
    const client = await connect(await server.token('viewer', 'robot'));
    const { sku, place } = await skuAndPlace();
    const given: Record<string, Record<string, unknown>> = {
      search_products: { search: sku },
      ...{ product_stock: { product: sku }, lots: { product: sku } },
      bin_card: { product: sku, location: place, first: 5 },
      expiring: { withinDays: 30 },
    };
    for (const { name } of TOOLS.filter(({ reads }) => reads)) {
      expect([name, await call(client, name, given[name])]).toEqual([
        name,
        { isError: false, text: expect.stringMatching(/^\{/) },
      ]);
    }
    expect((await call(client, 'who_am_i')).text).toContain('"actor": "robot"');
    expect((await call(client, 'product_stock', { product: sku })).text).toContain('"available"');
  });

  it('requests what people then approve, once for a key', async () => {
    const client = await connect(await server.token('clerk', 'robot'));
    const { place } = await skuAndPlace();
    const wanted = { batch: servers.shop.untouchedBatch, location: place, type: 'DAMAGE' };
    const request = { ...wanted, quantity: -1, reason: 'Torn', idempotencyKey: 'torn-1' };
    const first = await call(client, 'request_adjustment', request);
    expect([first.isError, JSON.parse(first.text)]).toEqual([
      false,
      { requestAdjustment: expect.objectContaining({ status: 'PENDING', requestedBy: 'robot' }) },
    ]);
    expect((await call(client, 'request_adjustment', request)).text).toBe(first.text);
    const { data } = await server.ask(
      `{ batch(id: "${servers.shop.untouchedBatch}") { remainingQuantity adjustedQuantity } }`,
    );
    expect(data.batch.adjustedQuantity).toBe(0); // nothing has moved
    const { sku } = await skuAndPlace();
    const { data: other } = await server.ask(
      `{ location(id: "${servers.shop.otherLocation}") { code } }`,
    );
    const transfer = await call(client, 'request_transfer', {
      ...{ from: place, to: other.location.code, lines: [{ product: sku, quantity: 1 }] },
    });
    expect([transfer.isError, transfer.text]).toEqual([
      false,
      expect.stringContaining('REQUESTED'),
    ]);
  });

  it('takes codes: of a product, of its batch and of a place', async () => {
    const client = await connect(await server.token('clerk', 'robot'));
    const { sku, place } = await skuAndPlace();
    const { data } = await server.ask(
      `{ batch(id: "${servers.shop.untouchedBatch}") { batchNumber product { sku } } }`,
    );
    const wanted = { location: place, type: 'DAMAGE', quantity: -1, reason: 'Torn' };
    const made = await call(client, 'request_adjustment', {
      ...{ product: data.batch.product.sku, batch: data.batch.batchNumber, ...wanted },
    });
    expect([made.isError, made.text]).toEqual([false, expect.stringContaining('PENDING')]);
    const nameless = await call(client, 'request_adjustment', { batch: 'x', ...wanted });
    expect([nameless.isError, nameless.text]).toEqual([
      true,
      expect.stringContaining('BATCH_OR_LOT'),
    ]);
    const byId = await call(client, 'product_stock', { product: servers.shop.product });
    expect([byId.isError, byId.text]).toEqual([false, expect.stringContaining(`"${sku}"`)]);
  });

  it.each(['product_stock', 'lots'])(
    '%s of a product that is not there is an error',
    async (name) => {
      const client = await connect(await server.token('viewer', 'robot'));
      expect(await call(client, name, { product: 'NOSUCH' })).toEqual({
        isError: true,
        text: 'There is no product NOSUCH; search_products finds products by a part of their name or a code',
      });
    },
  );

  it('may do what the role of its token may, and says why not', async () => {
    const client = await connect(await server.token('viewer', 'robot'));
    const { place } = await skuAndPlace();
    const wanted = { batch: servers.shop.untouchedBatch, location: place, type: 'DAMAGE' };
    const refused = await call(client, 'request_adjustment', {
      ...{ ...wanted, quantity: -1, reason: 'Torn' },
    });
    expect([refused.isError, refused.text]).toEqual([true, expect.stringContaining('FORBIDDEN')]);
    const forged = await call(await connect('forged'), 'who_am_i');
    expect([forged.isError, forged.text]).toEqual([
      true,
      expect.stringContaining('UNAUTHENTICATED'),
    ]);
  });

  it('refuses arguments that a tool does not have', async () => {
    const client = await connect(await server.token('admin', 'robot'));
    const { sku } = await skuAndPlace();
    const call = client.callTool({
      ...{ name: 'product_stock', arguments: { product: sku, approve: true } },
    });
    const refused = await call.then(
      (result) => (result as Result).isError,
      () => true,
    );
    expect(refused).toBe(true);
  });

  it('says that no server answers, and that it has no token', async () => {
    const nobody = await call(await connect('x', 'http://127.0.0.1:1/graphql'), 'who_am_i');
    expect([nobody.isError, nobody.text]).toEqual([
      true,
      expect.stringContaining('No answer from http://127.0.0.1:1/graphql'),
    ]);
    const { code, stderr } = await bincard(['mcp'], { BINCARD_TOKEN: '' });
    expect([code, stderr]).toEqual([2, expect.stringContaining('BINCARD_TOKEN, which is not set')]);
  });
});
