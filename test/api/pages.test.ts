import { Snapshot } from '../../src/database/snapshot';
import { startTestServer, type TestServer } from './support';

interface Page {
  readonly nodes: { id: string }[];
  readonly edges: { cursor: string; node: { id: string } }[];
  readonly pageInfo: Record<'hasNextPage' | 'hasPreviousPage', boolean> &
    Record<'startCursor' | 'endCursor', string | null>;
  readonly totalCount: number;
}

describe('pages', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  const FIELDS =
    'nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount';

  /** A page of a list; the path names the list's parent, if it has one. */
  async function pageOf(list: string, args: string): Promise<Page> {
    const { product, batch } = server.shop;
    const queries: Record<string, [string, string]> = {
      'product.batches': [`product(id: "${product}") { `, ' }'],
      'product.movements': [`product(id: "${product}") { `, ' }'],
      'batch.movements': [`batch(id: "${batch}") { `, ' }'],
    };
    const [open, close] = queries[list] ?? ['', ''];
    const field = list.split('.').at(-1)!;
    const { data, errors } = await server.api.request(
      `{ ${open}${field}(${args}) { ${FIELDS} }${close} }`,
    );
    expect(errors).toBeUndefined();
    return (list.includes('.') ? data[list.split('.')[0]!] : data)[field] as Page;
  }

  it.each([
    ...['products', 'batches', 'movements', 'sales'],
    ...['product.batches', 'product.movements', 'batch.movements'],
  ])('of %s have the rows, cursors and counts that pageInfo and totalCount state', async (list) => {
    const all = await pageOf(list, 'first: 500');
    const ids = all.nodes.map(({ id }) => id);
    expect(all.totalCount).toBe(ids.length);
    expect(all.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    expect(all.pageInfo.startCursor).toBe(all.edges[0]!.cursor);
    expect(all.pageInfo.endCursor).toBe(all.edges.at(-1)!.cursor);

    const first = await pageOf(list, 'first: 1');
    expect(first.edges.map(({ node }) => node.id)).toEqual(ids.slice(0, 1));
    expect(first.pageInfo).toMatchObject({ hasNextPage: ids.length > 1, hasPreviousPage: false });
    expect(first.totalCount).toBe(ids.length);

    // A page of exactly all rows has no next page.
    expect((await pageOf(list, `first: ${ids.length}`)).pageInfo.hasNextPage).toBe(false);

    const rest = await pageOf(list, `first: 500, after: "${first.pageInfo.endCursor}"`);
    expect(rest.nodes.map(({ id }) => id)).toEqual(ids.slice(1));
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });

    const beyond = await pageOf(list, `after: "${all.pageInfo.endCursor}"`);
    expect(beyond).toMatchObject({
      ...{ nodes: [], edges: [], totalCount: ids.length },
      pageInfo: { hasNextPage: false, startCursor: null, endCursor: null },
    });
  });

  it.each([
    ['products', '{ status: INACTIVE }', 1],
    ['products', '{ search: "PPL" }', 1],
    ['products', '{ skus: ["A", "OLD", "none"] }', 2],
    ['products', '{ belowReorderPoint: true }', 0],
    ['batches', '{ status: EXPIRED }', 1],
    ['batches', '{ status: ACTIVE, batchNumber: "B2" }', 1],
    ['batches', '{ expiringBefore: "2100-01-01" }', 1],
    ['movements', '{ kinds: [SALE, REFUND] }', 3],
    ['movements', '{ actor: "nobody" }', 0],
    ['product.batches', '{ status: ACTIVE }', 2],
    ['product.batches', '{ status: EXPIRED }', 1],
    ['product.movements', '{ kinds: [RECEIPT] }', 3],
  ])('of %s count the rows that match %s: %i', async (list, filter, found) => {
    const page = await pageOf(list, `first: 500, filter: ${filter}`);
    expect([page.nodes.length, page.totalCount]).toEqual([found, found]);
  });

  /** The names of the statements that a query runs. */
  async function statementsOf(query: string): Promise<string[]> {
    const spy = jest.spyOn(Snapshot.prototype, 'run');
    const { errors } = await server.api.request(query);
    const names = spy.mock.calls.map(([{ name }]) => name);
    spy.mockRestore();
    expect(errors).toBeUndefined();
    return names;
  }

  it('are counted only when totalCount is selected', async () => {
    for (const list of ['products', 'batches', 'movements', 'sales']) {
      const query = `{ ${list} { nodes { id } } }`;
      for (let asked = 0; asked < 3; asked++) await server.api.request(query); // then it has a name
      const names = await statementsOf(query);
      expect(names).toEqual([expect.stringMatching(new RegExp(`^${list}_page_`))]);
      expect(await statementsOf(`{ ${list} { totalCount } }`)).toContain(`${list}_count`);
    }
  });

  it('of rules count violations only when the field is selected', async () => {
    expect(await statementsOf('{ integrityRules { name } }')).toEqual(['integrity_rules']);
    const { data } = await server.api.request(
      '{ integrityRules { name code statement enforcedBy enabled violations } }',
    );
    const rules = data.integrityRules as { enabled: boolean; violations: number }[];
    expect(rules.length).toBeGreaterThan(30);
    expect(rules.filter(({ enabled, violations }) => !enabled || violations > 0)).toEqual([]);
  });
});
