import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { randomUUID } from 'node:crypto';
import { openTwoTenants, type TwoTenants } from './two-tenants';

const FEED =
  'query ($c: String) { movementsSince(cursor: $c, limit: 500) { cursor movements { id } } }';
const CHANGES = `subscription ($p: [ID!], $l: [ID!], $c: String) {
  stockChanged(productIds: $p, locationIds: $l, cursor: $c) { movement { id product { id } location { id } } } }`;

describe('the feed and the exports beside another tenant', () => {
  let tenants: TwoTenants;
  beforeAll(async () => {
    tenants = await openTwoTenants();
  });
  afterAll(() => tenants?.close());

  const movementsOf = async (tenant: string): Promise<string[]> => {
    const { rows } = await tenants.target.stage.database.pools.super.query<{ id: string }>(
      'select id from inventory.movements where tenant_id = $1',
      [tenant],
    );
    return rows.map(({ id }) => id).sort();
  };
  /** The feed from a cursor to the last position that no open transaction can precede. */
  const feed = async (cursor?: string, token?: string) => {
    const { api } = tenants.target.stage;
    const { data } = await api.request(FEED, { c: cursor }, token === undefined ? {} : { token });
    return data.movementsSince as { cursor: string; movements: { id: string }[] };
  };
  const until = async (count: number, token?: string) => {
    for (;;) {
      const page = await feed(undefined, token);
      if (page.movements.length >= count) return page;
    }
  };

  it('movementsSince returns only own movements, also for a cursor of the other tenant', async () => {
    const { target, theirs } = tenants;
    const own = await movementsOf(target.stage.shop.tenant);
    const all = await until(own.length);
    expect(all.movements.map(({ id }) => id).sort()).toEqual(own);
    const others = await movementsOf(theirs.shop.tenant);
    const theirEnd = await until(others.length, theirs.token);
    const after = await feed(theirEnd.cursor);
    expect(after.movements.filter(({ id }) => !own.includes(id))).toEqual([]);
    expect(
      (await feed(all.cursor, theirs.token)).movements.filter(({ id }) => !others.includes(id)),
    ).toEqual([]);
  });

  it('stockChanged sends only own movements, also for ids of the other tenant', async () => {
    const { target, theirs } = tenants;
    const { shop, api } = target.stage;
    const { cursor } = await until((await movementsOf(shop.tenant)).length);
    const client = createClient({
      ...{ url: api.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 },
      connectionParams: { authorization: `Bearer ${await api.token(shop.tenant, 'viewer')}` },
    });
    const variables = {
      p: [theirs.shop.product, shop.product],
      l: [theirs.shop.location, shop.location],
      c: cursor,
    };
    const events = client.iterate<{
      stockChanged: { movement: { id: string; product: { id: string } } };
    }>({ query: CHANGES, variables });
    const sell = {
      lines: [{ productId: theirs.shop.product, quantity: 1 }],
      locationId: theirs.shop.location,
    };
    await theirs.shop.call('record_sale', sell);
    await shop.call('record_sale', {
      locationId: shop.location,
      lines: [{ productId: shop.product, quantity: 1 }],
    });
    await theirs.shop.call('record_sale', sell);
    await shop.call('record_sale', {
      locationId: shop.location,
      lines: [{ productId: shop.product, quantity: 2 }],
    });
    const others = await movementsOf(theirs.shop.tenant);
    for (let received = 0; received < 2; received++) {
      const { value } = (await events.next()) as {
        value: { data: { stockChanged: { movement: { id: string; product: { id: string } } } } };
      };
      expect(value.data.stockChanged.movement.product.id).toBe(shop.product);
      expect(others).not.toContain(value.data.stockChanged.movement.id);
    }
    await client.dispose();
  });

  it.each([
    ['movements.csv', 'productId', 'product', ''],
    ['movements.csv', 'batchId', 'batch', ''],
    ['movements.csv', 'locationId', 'location', ''],
    ['movements.csv', 'documentId', 'sale', ''],
    ['movements.ndjson', 'productId', 'product', ''],
    ['movements.ndjson', 'documentId', 'receipt', ''],
    ['stock-audit.csv', 'productId', 'product', '&from=2020-01-01&to=2099-12-31'],
    ['stock-audit.csv', 'locationId', 'location', '&from=2020-01-01&to=2099-12-31'],
    ['bin-card.csv', 'productId', 'product', ''],
    ['bin-card.csv', 'locationId', 'location', 'own'],
  ] as const)(
    '%s filtered by their %s is as empty as for an unknown id',
    async (file, parameter, kind, more) => {
      const { target, theirs } = tenants;
      const { api, shop } = target.stage;
      const authorization = `Bearer ${await api.token(shop.tenant)}`;
      const own = more === 'own' ? `&productId=${shop.product}` : more;
      const read = async (id: string) => {
        const url = `${api.url.replace('/graphql', '')}/export/${file}?${parameter}=${id}${own}`;
        const response = await fetch(url, { headers: { authorization } });
        expect(response.status).toBe(200);
        return response.text();
      };
      const theirsOnly = await read(theirs.shop[kind]);
      expect(theirsOnly).toBe(await read(randomUUID()));
      expect(theirsOnly.trim().split('\n').length).toBeLessThanOrEqual(1);
      expect((await read(shop[kind])).length).toBeGreaterThan(theirsOnly.length);
    },
  );
});
