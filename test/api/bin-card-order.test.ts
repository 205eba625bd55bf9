import type { PoolClient } from 'pg';
import { addDays } from '../support/days';
import { startTestServer, type TestServer } from './support';

// A bin card read in either order and from either end: the same movements, and after each of them the same balance.

interface Entry {
  readonly balance: number;
  readonly movement: { readonly id: string; readonly quantity: number };
}
interface Card {
  readonly opening: number;
  readonly closing: number;
  readonly entries: {
    readonly nodes: Entry[];
    readonly pageInfo: Record<'hasNextPage' | 'hasPreviousPage', boolean> &
      Record<'startCursor' | 'endCursor', string>;
  };
}

describe('a bin card in order', () => {
  let server: TestServer;
  let product: string;

  beforeAll(async () => {
    server = await startTestServer();
    const { shop } = server;
    product = (await shop.call('create_product', { sku: 'CARD', name: 'Card' })).id;
    // The lines of a receipt are of the same moment.
    const receive = (locationId: string, name: string, day?: string) =>
      shop.call('receive_stock', {
        ...{ locationId, ...(day && { businessDate: day }) },
        lines: [1, 2, 3, 4, 5, 6].map((n) => ({
          ...{ productId: product, quantity: n * 10, batchNumber: `${name}${n}` },
        })),
      });
    const sell = (locationId: string, quantity: number) =>
      shop.call('record_sale', { locationId, lines: [{ productId: product, quantity }] });
    await receive(shop.location, 'A');
    await receive(shop.otherLocation, 'B');
    await sell(shop.location, 25);
    await receive(shop.location, 'C', addDays(shop.today, -3));
    await sell(shop.otherLocation, 31);
    await sell(shop.location, 7);
  });
  afterAll(() => server?.close());

  const card = async (args: string, of = `productId: "${product}"`): Promise<Card> => {
    const { data, errors } = await server.api.request(`{ binCard(${of}, ${args}) {
      opening closing entries { nodes { balance movement { id quantity } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`);
    expect(errors).toBeUndefined();
    return data.binCard as Card;
  };
  const cards = () => {
    const { shop } = server;
    const of = `productId: "${product}"`;
    return [
      of,
      `${of}, locationId: "${shop.location}"`,
      `${of}, from: "${shop.today}"`,
      `${of}, to: "${addDays(shop.today, -1)}"`,
    ];
  };

  it('has the same balances in both orders, page by page from either end', async () => {
    for (const of of cards()) {
      const whole = await card('first: 500', of);
      const oldest = whole.entries.nodes;
      expect(oldest.length).toBeGreaterThan(5);
      let balance = whole.opening;
      for (const entry of oldest) {
        balance += entry.movement.quantity;
        expect(entry.balance).toBe(balance);
      }
      expect(balance).toBe(whole.closing);
      for (const order of ['OLDEST_FIRST', 'NEWEST_FIRST']) {
        const all = order === 'OLDEST_FIRST' ? oldest : [...oldest].reverse();
        for (const size of [3, all.length]) {
          for (let at = 0, after = ''; at < all.length; at += size) {
            const { entries } = await card(`order: ${order}, first: ${size}${after}`, of);
            expect(entries.nodes).toEqual(all.slice(at, at + size));
            const hasNextPage = at + size < all.length;
            expect(entries.pageInfo).toMatchObject({ hasNextPage, hasPreviousPage: at > 0 });
            after = `, after: "${entries.pageInfo.endCursor}"`;
          }
          for (let end = all.length, before = ''; end > 0; end -= size) {
            const { entries } = await card(`order: ${order}, last: ${size}${before}`, of);
            expect(entries.nodes).toEqual(all.slice(Math.max(end - size, 0), end));
            before = `, before: "${entries.pageInfo.startCursor}"`;
          }
        }
      }
    }
  });

  it('is the oldest first unless it is asked otherwise', async () => {
    const { nodes } = (await card('first: 2')).entries;
    expect(nodes.map(({ balance }) => balance)).toEqual([10, 30]);
  });

  it('counts again where a cursor is of another card', async () => {
    for (const order of ['OLDEST_FIRST', 'NEWEST_FIRST']) {
      const { endCursor } = (await card(`order: ${order}, first: 9`)).entries.pageInfo;
      for (const of of cards()) {
        const { nodes } = (await card('first: 500', of)).entries;
        const next = await card(`order: ${order}, first: 3, after: "${endCursor}"`, of);
        for (const entry of next.entries.nodes) expect(nodes).toContainEqual(entry);
      }
    }
  });

  const keyOf = (cursor: string): [string, string] =>
    JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string];
  const cursorOf = (key: string) =>
    Buffer.from(JSON.stringify(['bin-card', key])).toString('base64url');

  it('goes on from what its cursor says had moved, however long the card is', async () => {
    const [, key] = keyOf((await card('first: 4')).entries.pageInfo.endCursor);
    const [id, settled, ...rest] = key.split('/');
    expect(settled).toBe('100');
    const after = cursorOf([id, '1100', ...rest].join('/'));
    const { nodes } = (await card(`first: 1, after: "${after}"`)).entries;
    expect(nodes).toMatchObject([{ balance: 1150, movement: { quantity: 50 } }]);
    // The cursors of before have the movement alone.
    const counted = (await card(`first: 1, after: "${cursorOf(id!)}"`)).entries;
    expect(counted.nodes).toMatchObject([{ balance: 150 }]);
  });

  it.each(['a/b', '1/2', '1/2/3/x', '9007199254740993/2/3/00', `1/2/${'9'.repeat(20)}/00`])(
    'refuses a cursor that it did not write: %s',
    async (rest) => {
      const [, key] = keyOf((await card('first: 1')).entries.pageInfo.endCursor);
      const after = cursorOf(`${key.split('/')[0]}/${rest}`);
      const { errors } = await server.api.request(
        `{ binCard(productId: "${product}", after: "${after}") { opening } }`,
      );
      expect(errors?.[0]?.extensions?.['code']).toBe('INVALID_CURSOR');
    },
  );

  /** Transactions that a test leaves open where it fails: the server would wait for them. */
  const open: PoolClient[] = [];
  afterEach(() => open.splice(0).forEach((client) => client.release(true)));
  const begin = async () => {
    const client = await server.database.pools.app.connect();
    open.push(client);
    await client.query('begin');
    await client.query('select pg_current_xact_id()');
    return client;
  };

  it('takes in what was recorded before its cursor and committed after it', async () => {
    const { shop } = server;
    const input = (locationId: string, name: string) =>
      JSON.stringify({
        ...{ locationId },
        lines: [{ productId: product, quantity: 1000, batchNumber: name }],
      });
    const receive = 'select inventory.receive_stock($1::jsonb, $2::jsonb)';
    // The transaction that began first writes last, and commits first.
    const first = await begin();
    const second = await begin();
    await second.query(receive, [shop.identity, input(shop.otherLocation, 'LATE')]);
    await first.query(receive, [shop.identity, input(shop.location, 'SOON')]);
    await first.query('commit');
    const cursor = (await card('order: NEWEST_FIRST, first: 1')).entries.pageInfo.endCursor;
    await second.query('commit');
    await shop.call('record_sale', {
      locationId: shop.location,
      lines: [{ productId: product, quantity: 1 }],
    });

    const { nodes } = (await card('first: 500')).entries;
    const [id, settled] = keyOf(cursor)[1].split('/');
    const at = nodes.findIndex(({ movement }) => movement.id === id);
    expect(nodes[at]!.balance - Number(settled)).toBe(1000);
    const next = await card(`first: 1, after: "${cursor}"`);
    expect(next.entries.nodes).toEqual([nodes[at + 1]]);
    const earlier = await card(`order: NEWEST_FIRST, first: 2, after: "${cursor}"`);
    expect(earlier.entries.nodes).toEqual([nodes[at - 1], nodes[at - 2]]);
  });

  it('its cursor knows only what had moved for good', async () => {
    const { shop } = server;
    const client = await begin();
    await shop.call('record_sale', {
      locationId: shop.location,
      lines: [{ productId: product, quantity: 1 }],
    });
    const order = 'order: NEWEST_FIRST, first: 1';
    const { nodes, pageInfo } = (await card(order)).entries;
    expect(keyOf(pageInfo.endCursor)[1]).toBe(nodes[0]!.movement.id);
    const next = (await card(`${order}, after: "${pageInfo.endCursor}"`)).entries;
    expect(next.nodes[0]!.balance).toBe(nodes[0]!.balance + 1);
    expect(keyOf(next.pageInfo.endCursor)[1]).toContain('/');
    await client.query('rollback');
  });
});
