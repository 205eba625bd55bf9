import { addDays } from '../support/days';
import { startTestServer, type TestServer } from './support';

// Batches in the order in which they are taken, paged by the database: compared with what a sale of all of it takes.

interface Node {
  readonly quantity: number;
  readonly batch: { readonly id: string; readonly batchNumber: string };
}

describe('batches in stock', () => {
  let server: TestServer;
  let product: string;

  beforeAll(async () => {
    server = await startTestServer();
    const { shop } = server;
    product = (await shop.call('create_product', { sku: 'MANY', name: 'Many' })).id;
    const expiry = [30, 10, null, 20, 10, null, 5];
    const receive = (locationId: string, name: string, count: number, businessDate?: string) =>
      shop.call('receive_stock', {
        ...{ locationId, ...(businessDate && { businessDate }) },
        lines: Array.from({ length: count }, (_, at) => {
          const days = expiry[at % expiry.length]!;
          return {
            ...{ productId: product, quantity: at + 1, batchNumber: `${name}${at}` },
            expiryDate: days && addDays(shop.today, days),
          };
        }),
      });
    // Those of one receipt with one expiry date tie but for their ids; the later delivery is of an earlier day.
    await receive(shop.location, 'A', 60);
    await receive(shop.location, 'B', 50, addDays(shop.today, -2));
    await receive(shop.otherLocation, 'C', 20);
    await shop.call('receive_stock', {
      locationId: shop.location,
      lines: [1, 2].map((n) => ({
        ...{ productId: product, quantity: n, batchNumber: `OLD${n}` },
        ...{ expiryDate: addDays(shop.today, -n), acceptExpired: true },
      })),
    });
    const { rows } = await server.database.pools.super.query<{ id: string }>(
      `select id from inventory.batches where product_id = $1 and batch_number in ('A3', 'B4')`,
      [product],
    );
    for (const { id } of rows)
      await shop.call('hold_batch', { id, hold: 'QUARANTINED', reason: 'test' });
  });
  afterAll(() => server?.close());

  async function list(args: string, size: number): Promise<Node[]> {
    const found: Node[] = [];
    for (let after = ''; ;) {
      const { data, errors } = await server.api.request(`{ product(id: "${product}") {
        batchesInStock(first: ${size}${args}${after}) { totalCount pageInfo { hasNextPage endCursor }
          nodes { quantity batch { id batchNumber } } } } }`);
      expect(errors).toBeUndefined();
      const { nodes, pageInfo, totalCount } = data.product.batchesInStock;
      found.push(...(nodes as Node[]));
      if (!pageInfo.hasNextPage) {
        expect(totalCount).toBe(found.length);
        return found;
      }
      expect(nodes).toHaveLength(size);
      after = `, after: "${pageInfo.endCursor}"`;
    }
  }
  const at = () => `, locationId: "${server.shop.location}"`;
  const sumOf = (nodes: Node[]) => nodes.reduce((sum, { quantity }) => sum + quantity, 0);

  it('each state adds up to the figure of its level', async () => {
    const { data } = await server.api.request(
      `{ product(id: "${product}") { stock(locationId: "${server.shop.location}") { onHand expired quarantined available } } }`,
    );
    const [level] = data.product.stock;
    expect(sumOf(await list(at(), 500))).toBe(level.onHand);
    expect(sumOf(await list(`${at()}, state: EXPIRED`, 1))).toBe(level.expired);
    expect(level.expired).toBe(3);
    const held = await list(`${at()}, state: QUARANTINED`, 1);
    expect(sumOf(held)).toBe(level.quarantined);
    expect(held.map(({ batch }) => batch.batchNumber)).toEqual(['B4', 'A3']);
    expect(sumOf(await list(`${at()}, state: SELLABLE`, 40))).toBe(level.available);
  });

  it('pages of any size make the same list, at one place and over all', async () => {
    for (const args of [at(), '']) {
      const all = await list(args, 500);
      expect(all.length).toBeGreaterThan(110);
      expect(all.slice(0, 2).map(({ batch }) => batch.batchNumber)).toEqual(['OLD2', 'OLD1']);
      for (const size of [25, 111]) expect(await list(args, size)).toEqual(all);
    }
    expect(await list('', 500)).toHaveLength(132);
  });

  it('is the order in which a sale takes them', async () => {
    const sellable = await list(`${at()}, state: SELLABLE`, 25);
    expect(sellable).toHaveLength(108);
    const { data, errors } = await server.api.request(
      `mutation { recordSale(input: { locationId: "${server.shop.location}", lines: [{ productId: "${product}", quantity: ${sumOf(sellable)} }] }) {
         lines { allocations { quantity batch { id batchNumber } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.recordSale.lines[0].allocations).toEqual(sellable);
    expect(await list(`${at()}, state: SELLABLE`, 25)).toEqual([]);
  });
});
