import { Client } from 'pg';
import { startTestServer, type TestServer } from './support';
import { openShop } from '../support/shop';

const EVERYTHING = `{
  products(first: 50) {
    totalCount
    nodes {
      sku onHand available units { code factor }
      stock { onHand available byUnit { unit quantity } location { code } product { sku } }
      batches(first: 5) { totalCount nodes { batchNumber status soldQuantity product { sku } location { code } movements(first: 3) { nodes { kind } } } }
      movements(first: 5) { totalCount nodes { sequence batch { batchNumber } location { code } reverses { id } } }
    }
  }
  sales(first: 50) {
    nodes { receiptNumber location { code } refunds { reason lines { quantity } } movements { kind }
      lines { quantity product { sku } allocations { quantity batch { batchNumber } } } }
  }
}`;

describe('reading', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  /** Runs a query and counts the statements that reach PostgreSQL. */
  async function statementsOf(query: string): Promise<number> {
    await server.api.request('{ locations { code } }'); // a connection's first one prepares its transactions
    const spy = jest.spyOn(Client.prototype, 'query');
    const { errors } = await server.api.request(query);
    const count = spy.mock.calls.length;
    spy.mockRestore();
    expect(errors).toBeUndefined();
    return count;
  }

  it('needs the same number of statements for many rows as for few', async () => {
    const few = await statementsOf(EVERYTHING);
    for (let n = 0; n < 20; n++) {
      const { id } = await server.shop.call('create_product', { sku: `N${n}`, name: `N${n}` });
      await server.shop.call('receive_stock', {
        locationId: server.shop.location,
        lines: [1, 2].map((b) => ({ productId: id, batchNumber: `${b}`, quantity: 10 })),
      });
      await server.shop.call('record_sale', {
        locationId: server.shop.location,
        lines: [{ productId: id, quantity: 12 }],
      });
    }
    expect(await statementsOf(EVERYTHING)).toBe(few);
  });

  it('reads 50 products with stock and batches in one statement', async () => {
    // With the begin and commit of the transaction.
    const count = await statementsOf(
      '{ products(first: 50) { nodes { sku stock { onHand available location { code } } batches(first: 8) { nodes { batchNumber } } } } }',
    );
    expect(count).toBe(1);
  });

  it('looks a code up once, however many rows are asked by it', async () => {
    const stockAt = (location: string) =>
      `{ products(first: 50) { nodes { sku stock(locationId: "${location}") { onHand } } } }`;
    expect(await statementsOf(stockAt(server.shop.location))).toBe(1);
    // Its products, the code, their stock, and the commit.
    expect(await statementsOf(stockAt('L1'))).toBe(4);
  });

  it('writes a sale in one statement', async () => {
    const count = await statementsOf(
      `mutation { recordSale(input: { locationId: "${server.shop.location}", lines: [{ productId: "${server.shop.product}", quantity: 1 }] }) { id receiptNumber status lines { id quantity } } }`,
    );
    expect(count).toBe(1);
  });

  it('reads one snapshot: a sale between two statements is not visible in the second', async () => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is applied to its client below
    const query = Client.prototype.query;
    let sold = false;
    const spy = jest.spyOn(Client.prototype, 'query').mockImplementation(function (
      this: Client,
      ...args: unknown[]
    ) {
      const { text } = (args[0] ?? {}) as { text?: string };
      const run = () => (query as (...all: unknown[]) => unknown).apply(this, args);
      if (!text?.includes('api_movements') || sold) return run() as never;
      sold = true;
      return server.shop
        .call('record_sale', {
          locationId: server.shop.location,
          lines: [{ productId: server.shop.product, quantity: 5 }],
        })
        .then(run) as never;
    });
    const { data } = await server.api.request(
      `{ product(id: "${server.shop.product}") { onHand movements(first: 500) { nodes { quantity } } } }`,
    );
    spy.mockRestore();
    expect(sold).toBe(true);
    const moved = data.product.movements.nodes as { quantity: number }[];
    expect(moved.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(data.product.onHand);
  });

  it('pages through a list, each row once, while rows are added', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await server.api.request(
        'query ($after: String) { movements(first: 7, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      seen.push(...(data.movements.nodes as { id: string }[]).map(({ id }) => id));
      after = data.movements.pageInfo.hasNextPage
        ? (data.movements.pageInfo.endCursor as string)
        : null;
      if (seen.length === 7) {
        await server.shop.call('record_sale', {
          locationId: server.shop.location,
          lines: [{ productId: server.shop.product, quantity: 1 }],
        });
      }
    } while (after);
    const { data } = await server.api.request('{ movements(first: 1) { totalCount } }');
    expect(seen.length).toBeGreaterThan(14); // more than two pages
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(data.movements.totalCount as number);
  });

  it('pages through a bin card whose balance runs from opening to closing', async () => {
    const card = `query ($after: String) { binCard(productId: "${server.shop.product}", locationId: "${server.shop.location}", first: 4, after: $after) {
      opening closing entries { nodes { balance movement { quantity } } pageInfo { hasNextPage endCursor } } } }`;
    let balance = 0;
    let entries = 0;
    let after: string | null = null;
    let closing: number;
    do {
      const { data } = await server.api.request(card, { after });
      closing = data.binCard.closing as number;
      for (const entry of data.binCard.entries.nodes as {
        balance: number;
        movement: { quantity: number };
      }[]) {
        entries++;
        balance += entry.movement.quantity;
        expect(entry.balance).toBe(balance);
      }
      const { hasNextPage, endCursor } = data.binCard.entries.pageInfo;
      after = hasNextPage ? (endCursor as string) : null;
    } while (after);
    expect(entries).toBeGreaterThan(4);
    expect(balance).toBe(closing);
  });

  it('shows a tenant no rows of another, by id or by cursor', async () => {
    const other = await openShop(server.database, 'other');
    const token = await server.api.token(other.tenant);
    const { shop } = server;
    const { data } = await server.api.request(
      `{ product(id: "${shop.product}") { id } batch(id: "${shop.batch}") { id } sale(id: "${shop.sale}") { id }
         sale2: sale(receiptNumber: "R-1") { id } location(id: "${shop.location}") { id }
         movements(filter: { productId: "${shop.product}" }) { totalCount } }`,
      {},
      { token },
    );
    expect(data).toEqual({
      ...{ product: null, batch: null, sale: null, location: null },
      sale2: { id: other.sale },
      movements: { totalCount: 0 },
    });
    const page = await server.api.request('{ movements(first: 2) { pageInfo { endCursor } } }');
    const cursor = page.data.movements.pageInfo.endCursor as string;
    const theirs = await server.api.request(
      `{ movements(after: "${cursor}", first: 500) { nodes { id } } }`,
      {},
      { token },
    );
    const { rows } = await server.database.pools.super.query<{ id: string }>(
      'select id from inventory.movements where tenant_id = $1',
      [shop.tenant],
    );
    const ours = new Set(rows.map(({ id }) => id));
    expect((theirs.data.movements.nodes as { id: string }[]).some(({ id }) => ours.has(id))).toBe(
      false,
    );
  });

  it('refuses to sell the stock of another tenant', async () => {
    const { rows } = await server.database.pools.owner.query<{ id: string }>(
      "select id from inventory.tenants where code = 'other'",
    );
    const token = await server.api.token(rows[0]!.id);
    const { errors } = await server.api.request(
      `mutation { recordSale(input: { locationId: "${server.shop.location}", lines: [{ productId: "${server.shop.product}", quantity: 1 }] }) { id } }`,
      {},
      { token },
    );
    expect(errors?.[0]?.extensions.code).toBe('LOCATION_UNKNOWN');
  });
});
