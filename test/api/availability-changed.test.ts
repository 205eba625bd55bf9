import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { openOperations, type Operations } from '../support/operations';
import { addDays } from '../support/days';

interface Change {
  readonly cursor: string;
  readonly level: {
    readonly available: number;
    readonly reserved: number;
    readonly location: { code: string };
  };
}

const AVAILABILITY = `subscription ($of: [ID!]!, $at: [ID!], $cursor: String) {
  availabilityChanged(productIds: $of, locationIds: $at, cursor: $cursor) {
    cursor level { available reserved location { code } } } }`;

describe('availabilityChanged', () => {
  let shop: Operations;
  const clients: Client[] = [];

  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
  });

  async function subscribe(variables: Record<string, unknown>) {
    const { api, shop: small } = shop.server;
    const bearer = await api.token(small.tenant, 'viewer');
    const client = createClient({
      ...{ url: api.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 },
      connectionParams: { authorization: `Bearer ${bearer}` },
    });
    clients.push(client);
    const events = client.iterate<{ availabilityChanged: Change }>({
      ...{ query: AVAILABILITY, variables },
    });
    const next = async () => {
      const { value } = await events.next();
      const { data, errors } = value;
      if (errors) throw new Error(String(errors[0]!.extensions!['code']));
      return data!.availabilityChanged;
    };
    /** The next change to the figure: what changes in two steps may be sent in two. */
    const until = async (available: number) => {
      for (;;) {
        const change = await next();
        if (change.level.available === available) return change;
      }
    };
    return { next, until };
  }
  const stocked = async (sku: string, quantity: number, more: object = {}) => {
    const product = await shop.product(sku);
    const batch = await shop.receive(shop.adenta, product, quantity, more);
    return { product, batch };
  };
  const reserve = async (productId: string, quantity: number, expiresInSeconds = 3600) =>
    (
      await shop.ask(
        'mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }',
        { input: { productId, locationId: shop.adenta, quantity, expiresInSeconds } },
      )
    ).reserveStock.id as string;
  const byId = (mutation: string, id: string, more = '') =>
    shop.ask(`mutation ($id: ID!) { ${mutation}(id: $id${more}) { id } }`, { id });

  it('sends the figures as they are, and after a sale', async () => {
    const { product } = await stocked('A-SOLD', 10);
    const { next, until } = await subscribe({ of: [product] });
    const { level } = await next();
    expect(level).toEqual({ available: 10, reserved: 0, location: { code: 'ADENTA' } });
    await shop.sell(shop.adenta, [{ productId: product, quantity: 3 }]);
    expect((await until(7)).level.reserved).toBe(0);
  });

  it('follows reservations: made, released, and over', async () => {
    const { product } = await stocked('A-RESERVED', 10);
    const { until } = await subscribe({ of: [product] });
    await until(10);
    const id = await reserve(product, 4);
    expect((await until(6)).level.reserved).toBe(4);
    await byId('releaseReservation', id);
    await until(10);
    await reserve(product, 2, 2);
    await until(8);
    expect((await until(10)).level.reserved).toBe(0); // nobody wrote anything
  });

  it('follows holds and expiry dates', async () => {
    const { product, batch } = await stocked('A-HELD', 10, {
      expiryDate: addDays(shop.server.shop.today, 10),
    });
    const { until } = await subscribe({ of: [product] });
    await until(10);
    await byId('quarantineBatch', batch, ', reason: "smells"');
    await until(0);
    await byId('releaseBatch', batch, ', reason: "fine"');
    await until(10);
  });

  it('sends nothing at first to a client that has the figures, and all to one that has others', async () => {
    const { product } = await stocked('A-CURSOR', 10);
    await shop.receive(shop.cowLane, product, 5);
    const first = await subscribe({ of: [product] });
    await first.next();
    const { cursor } = await first.next();
    const same = await subscribe({ of: [product], cursor });
    const changed = same.next();
    await new Promise((done) => setTimeout(done, 300));
    await shop.sell(shop.adenta, [{ productId: product, quantity: 1 }]);
    expect((await changed).level).toMatchObject({ available: 9, location: { code: 'ADENTA' } });
    const other = await subscribe({ of: [product], cursor });
    const levels = [(await other.next()).level, (await other.next()).level];
    expect(levels.map(({ available }) => available).sort()).toEqual([5, 9]);
  });

  it('sends only the products and locations that are asked for', async () => {
    const { product } = await stocked('A-MINE', 10);
    const { product: other } = await stocked('A-OTHER', 10);
    const { until } = await subscribe({ of: [product], at: [shop.cowLane] });
    await shop.sell(shop.adenta, [{ productId: product, quantity: 1 }]);
    await shop.sell(shop.adenta, [{ productId: other, quantity: 1 }]);
    await shop.receive(shop.cowLane, product, 3);
    expect((await until(3)).level.location.code).toBe('COW-LANE');
  });

  it('refuses a cursor of another subscription, and no products or too many', async () => {
    const { product } = await stocked('A-REFUSED', 1);
    const { cursor } = (await shop.ask('{ movementsSince(limit: 1) { cursor } }')).movementsSince;
    for (const [variables, code] of [
      [{ of: [product], cursor }, 'INVALID_CURSOR'],
      [{ of: [] }, 'BAD_USER_INPUT'],
      [{ of: Array.from({ length: 201 }, () => product) }, 'BAD_USER_INPUT'],
    ] as const) {
      const { next } = await subscribe(variables);
      const refused = next().then(
        () => 'accepted',
        (error: Error | { extensions: { code: string } }[]) =>
          error instanceof Error ? error.message : error[0]!.extensions.code,
      );
      expect(await refused).toBe(code);
    }
  });
});
