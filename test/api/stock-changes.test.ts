import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { asTenant, createTenant } from '../support/database';
import { openOperations, type Operations } from '../support/operations';
import { saleSql } from '../rules/statements';

interface Change {
  readonly cursor: string;
  readonly movement: {
    id: string;
    kind: string;
    quantity: number;
    batch: { remainingQuantity: number };
  };
}

describe('the ledger as a feed', () => {
  let shop: Operations;
  let clients: Client[];
  let product: string;

  beforeAll(async () => {
    shop = await openOperations();
    product = await shop.product('FEED');
    await shop.receive(shop.adenta, product, 1000);
  });
  afterAll(() => shop?.close());
  beforeEach(() => {
    clients = [];
  });
  afterEach(async () => {
    for (const client of clients) await client.dispose();
  });

  async function connect(token?: string): Promise<Client> {
    const { api, shop: small } = shop.server;
    const bearer = token ?? (await api.token(small.tenant, 'viewer'));
    const client = createClient({
      url: api.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${bearer}` },
    });
    clients.push(client);
    return client;
  }

  const STOCK_CHANGED = `subscription ($of: [ID!], $cursor: String) { stockChanged(productIds: $of, cursor: $cursor) {
    cursor movement { id kind quantity batch { remainingQuantity } } } }`;

  /** The first `wanted` changes after a cursor, received over a connection of their own. */
  async function changes(wanted: number, variables: Record<string, unknown>): Promise<Change[]> {
    const client = await connect();
    const found: Change[] = [];
    const events = client.iterate<{ stockChanged: Change }>({ query: STOCK_CHANGED, variables });
    for await (const { data, errors } of events) {
      expect(errors).toBeUndefined();
      found.push(data!.stockChanged);
      if (found.length === wanted) break;
    }
    return found;
  }

  const ledger = async () => {
    const { rows } = await shop.server.database.pools.super.query<{ id: string }>(
      'select id from inventory.movements where tenant_id = $1',
      [shop.server.shop.tenant],
    );
    return rows.map(({ id }) => id);
  };
  /** The cursor after all movements written so far. An open transaction anywhere on the server delays the feed. */
  const end = async (): Promise<string> => {
    const { length } = await ledger();
    for (;;) {
      const page = await feed();
      if (page.movements.length >= length) return page.cursor;
    }
  };
  const sell = (quantity: number) => shop.sell(shop.adenta, [{ productId: product, quantity }]);
  const feed = async (cursor?: string, limit = 500) =>
    (
      await shop.ask(
        'query ($c: String, $n: Int) { movementsSince(cursor: $c, limit: $n) { cursor hasMore movements { id kind quantity } } }',
        { c: cursor, n: limit },
      )
    ).movementsSince;

  it('stockChanged sends each movement of the selected products', async () => {
    const cursor = await end();
    const received = changes(2, { of: [product], cursor });
    const other = await shop.product('FEED-OTHER');
    await shop.receive(shop.adenta, other, 1);
    await sell(1);
    await sell(2);
    expect((await received).map(({ movement }) => [movement.kind, movement.quantity])).toEqual([
      ['SALE', -1],
      ['SALE', -2],
    ]);
  });

  it('sends each movement exactly once to a client that reconnects with the last cursor', async () => {
    let cursor = await end();
    const sold = [3, 4, 5, 6];
    const received: number[] = [];
    for (const quantity of sold) {
      await sell(quantity); // while no client is connected
      const [change] = await changes(1, { of: [product], cursor });
      received.push(-change!.movement.quantity);
      cursor = change!.cursor;
    }
    expect(received).toEqual(sold);
    expect((await feed(cursor)).movements).toEqual([]);
  });

  it('waits for a transaction that began before others and commits after them', async () => {
    const cursor = await end();
    const { server } = shop;
    let commit = () => {};
    const committing = new Promise<void>((resolve) => (commit = resolve));
    let wrote = () => {};
    const written = new Promise<void>((resolve) => (wrote = resolve));
    const slow = asTenant(server.database.pools.app, server.shop.tenant, async (client) => {
      await client.query(saleSql(server.shop, [{ quantity: 1 }]));
      wrote();
      await committing;
    });
    await written;
    await sell(7); // commits first
    const early = await feed(cursor);
    commit();
    await slow;
    const seen = [...early.movements];
    let from = early.cursor;
    while (seen.length < 2) {
      const late = await feed(from);
      seen.push(...late.movements);
      from = late.cursor;
    }
    expect(seen.map(({ quantity }) => quantity).sort()).toEqual([-1, -7]);
  });

  it('movementsSince reads the whole ledger once, page by page, while others write', async () => {
    const writing = (async () => {
      for (let n = 0; n < 20; n++) await sell(1);
    })();
    const seen: string[] = [];
    let cursor: string | undefined;
    let written: string[] | undefined;
    void writing.then(async () => (written = await ledger()));
    // An open transaction anywhere on the server delays the feed, so this waits for the last movement.
    while (!written || seen.length < written.length) {
      const page = await feed(cursor, 7);
      seen.push(...page.movements.map(({ id }: { id: string }) => id));
      cursor = page.cursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.sort()).toEqual(written.sort());
  });

  it('sends a tenant no movements of another, and requires a valid token', async () => {
    const { api, database } = shop.server;
    const stranger = await createTenant(database, 'stranger');
    const client = await connect(await api.token(stranger));
    const received: unknown[] = [];
    const stop = client.subscribe(
      { query: STOCK_CHANGED },
      { next: (value) => received.push(value), error: () => undefined, complete: () => undefined },
    );
    await sell(1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    stop();
    expect(received).toEqual([]);

    const unauthenticated = await connect('not.a.token');
    const closed = new Promise((_, reject) =>
      unauthenticated.subscribe(
        { query: STOCK_CHANGED },
        { next: () => undefined, error: reject, complete: () => undefined },
      ),
    );
    await expect(closed).rejects.toMatchObject({ code: 4401 });
  });

  it('accepts only subscriptions and valid cursors', async () => {
    const client = await connect();
    const first = async (query: string, variables = {}) => {
      const events = client.iterate({ query, variables });
      return events.next().then(
        ({ value }) => value as { errors?: { extensions?: { code: string } }[] },
        (error: unknown) => ({ errors: error }),
      );
    };
    expect(JSON.stringify(await first('{ products { nodes { id } } }'))).toContain(
      'Only subscriptions',
    );
    expect(JSON.stringify(await first(STOCK_CHANGED, { cursor: 'bogus' }))).toContain(
      'INVALID_CURSOR',
    );
    expect(await shop.refused('{ movementsSince(cursor: "bogus") { cursor } }')).toMatchObject({
      code: 'INVALID_CURSOR',
      details: { field: 'cursor' },
    });
  });

  it('has the position of figures beside them: what comes after it is what they have not', async () => {
    await end();
    const { feedCursor, product: read } = await shop.ask(
      'query ($id: ID!, $at: ID!) { feedCursor product(id: $id) { stock(locationId: $at) { onHand } } }',
      { id: product, at: shop.adenta },
    );
    await sell(2);
    await sell(3);
    const [first, second] = await changes(2, { of: [product], cursor: feedCursor });
    expect([first, second].map((change) => change!.movement.quantity).sort()).toEqual([-2, -3]);
    const after = await shop.level(product, shop.adenta);
    expect(after['onHand']).toBe(read.stock[0].onHand - 5);
  });
});
