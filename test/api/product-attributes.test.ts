import { createTenant } from '../support/database';
import { startTestServer, type TestServer } from './support';

interface Answer {
  readonly skus: string[];
  readonly totalCount: number;
}

const LONG = 'x'.repeat(300);

const PRODUCTS: Record<string, object> = {
  P1: { colour: 'red', size: 5, fragile: true, made: '2024-02-29', 'größe 😀': 'groß' },
  P2: { colour: 'red', size: 5.5, fragile: false, made: '2024-12-31T23:59:59Z', size2: '5' },
  P3: { colour: 'Red', size: '5', fragile: 'true', made: '2025-01-01', note: `${LONG}a` },
  P4: { colour: 'blue', size: -0, made: '2023-06-01', note: `${LONG}b`, limit: 1e300 },
  P5: { colour: null, size: [5], fragile: { eq: true }, made: [], limit: 2 ** 53 },
  P6: { colour: ['red'], size: -12.25, limit: 9007199254740994 },
};

describe('products by attributes', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    for (const [sku, attributes] of Object.entries(PRODUCTS)) {
      const { errors } = await server.api.request(
        'mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }',
        { input: { sku, name: sku, attributes } },
      );
      expect(errors).toBeUndefined();
    }
  });
  afterAll(() => server?.close());

  const LIST = `query ($attributes: [AttributeFilter!], $search: String, $first: Int, $after: String) {
    products(filter: { attributes: $attributes, search: $search }, first: $first, after: $after) {
      nodes { sku } totalCount pageInfo { hasNextPage endCursor } } }`;

  async function find(attributes: unknown, more: object = {}, token?: string): Promise<Answer> {
    const { data, errors } = await server.api.request(
      LIST,
      { attributes, ...more },
      token === undefined ? {} : { token },
    );
    expect(errors).toBeUndefined();
    const { nodes, totalCount } = data.products as { nodes: { sku: string }[]; totalCount: number };
    return { skus: nodes.map(({ sku }) => sku), totalCount };
  }

  it.each<[string, object[], string[]]>([
    ['a string, case-sensitively', [{ name: 'colour', eq: 'red' }], ['P1', 'P2']],
    ['a number, and not the same text', [{ name: 'size', eq: 5 }], ['P1']],
    ['a text, and not the same number', [{ name: 'size', eq: '5' }], ['P3']],
    ['true, and not the same text', [{ name: 'fragile', eq: true }], ['P1']],
    ['false', [{ name: 'fragile', eq: false }], ['P2']],
    ['zero, and minus zero', [{ name: 'size', eq: 0 }], ['P4']],
    ['a number beyond 2^53', [{ name: 'limit', eq: 9007199254740994 }], ['P6']],
    ['a name and a text with letters beyond ASCII', [{ name: 'größe 😀', eq: 'groß' }], ['P1']],
    ['numbers with a lower bound', [{ name: 'size', gte: 5 }], ['P1', 'P2']],
    ['numbers with an upper bound', [{ name: 'size', lte: 0 }], ['P4', 'P6']],
    ['numbers in a range', [{ name: 'size', gte: -12.25, lte: 5 }], ['P1', 'P4', 'P6']],
    ['huge numbers', [{ name: 'limit', gte: 1e299, lte: 1e308 }], ['P4']],
    ['dates of a year', [{ name: 'made', gte: '2024', lte: '2024-12-31T24' }], ['P1', 'P2']],
    ['texts with a lower bound', [{ name: 'made', gte: '2024-12-31T23:59:59Z' }], ['P2', 'P3']],
    ['texts with an upper bound', [{ name: 'made', lte: '2024-02-29' }], ['P1', 'P4']],
    ['nothing in a range whose bounds are exchanged', [{ name: 'size', gte: 5, lte: 4 }], []],
    ['a text that differs after its 300th character', [{ name: 'note', eq: `${LONG}a` }], ['P3']],
    ['a long text in a range', [{ name: 'note', gte: `${LONG}aa`, lte: `${LONG}c` }], ['P4']],
    ['nothing by the beginning of a long text', [{ name: 'note', eq: LONG.slice(0, 256) }], []],
    [
      'products that match two filters',
      [
        { name: 'colour', eq: 'red' },
        { name: 'size', gte: 5.1 },
      ],
      ['P2'],
    ],
    [
      'products that match two filters of one name',
      [
        { name: 'size', gte: 1 },
        { name: 'size', lte: 5.2 },
      ],
      ['P1'],
    ],
    [
      'nothing by two filters that exclude each other',
      [
        { name: 'colour', eq: 'red' },
        { name: 'colour', eq: 'blue' },
      ],
      [],
    ],
    ['nothing by a name that no product has', [{ name: '__proto__', eq: 'x' }], []],
    [
      'products by one operator, where the others are null',
      [{ name: 'size', eq: null, gte: 5.5, lte: null }],
      ['P2'],
    ],
  ])('finds %s', async (_, attributes, skus) => {
    expect(await find(attributes)).toEqual({ skus, totalCount: skus.length });
  });

  it('accepts literals as well as variables', async () => {
    const { data, errors } = await server.api.request(
      `query ($colour: AttributeValue) { products(filter: { attributes: [
         { name: "colour", eq: $colour }, { name: "size", lte: 5.0 }, { name: "size", gte: -1 }, { name: "fragile", eq: true }
       ] }) { nodes { sku } } }`,
      { colour: 'red' },
    );
    expect(errors).toBeUndefined();
    expect(data.products.nodes).toEqual([{ sku: 'P1' }]);
  });

  it('finds all products without a filter', async () => {
    const all = await find(undefined);
    expect(all.totalCount).toBeGreaterThan(6);
    expect(await find(null)).toEqual(all);
    expect(await find([])).toEqual(all);
  });

  it('combines attributes with other filters, and with pages', async () => {
    const attributes = [{ name: 'made', gte: '2000' }];
    expect(await find(attributes, { search: 'p4' })).toEqual({ skus: ['P4'], totalCount: 1 });
    const pages: string[][] = [];
    let after: string | undefined;
    do {
      const { data } = await server.api.request(LIST, { attributes, first: 2, after });
      expect(data.products.totalCount).toBe(4);
      pages.push((data.products.nodes as { sku: string }[]).map(({ sku }) => sku));
      const { hasNextPage, endCursor } = data.products.pageInfo;
      after = hasNextPage ? endCursor : undefined;
    } while (after !== undefined);
    expect(pages).toEqual([
      ['P1', 'P2'],
      ['P3', 'P4'],
    ]);
  });

  it('finds a product by its new attributes immediately after an edit', async () => {
    const { shop, api } = server;
    const set = async (attributes: object) => {
      const input = { id: shop.product, attributes };
      const { errors } = await api.request(
        'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
        { input },
      );
      expect(errors).toBeUndefined();
    };
    await set({ shelf: 'A1', level: 3 });
    expect((await find([{ name: 'shelf', eq: 'A1' }])).skus).toEqual(['A']);
    await set({ shelf: 'B2', level: 3 });
    expect((await find([{ name: 'shelf', eq: 'A1' }])).skus).toEqual([]);
    expect((await find([{ name: 'shelf', eq: 'B2' }])).skus).toEqual(['A']);
    expect((await find([{ name: 'level', eq: 3 }])).skus).toEqual(['A']);
    await set({});
    expect((await find([{ name: 'level', eq: 3 }])).totalCount).toBe(0);
  });

  it('finds nothing of another tenant', async () => {
    const stranger = await createTenant(server.database, 'stranger');
    const token = await server.api.token(stranger);
    const nothing = { skus: [], totalCount: 0 };
    expect(await find([{ name: 'colour', eq: 'red' }], {}, token)).toEqual(nothing);
    expect(await find([{ name: 'size', gte: -100 }], {}, token)).toEqual(nothing);
  });

  const eleven = Array.from({ length: 11 }, () => ({ name: 'size', eq: 5 }));
  it.each<[string, unknown, string]>([
    ['no operator', [{ name: 'size' }], 'filter.attributes[0]'],
    ['operators of null', [{ name: 'size', eq: null, gte: null }], 'filter.attributes[0]'],
    ['eq with gte', [{ name: 'size', eq: 5, gte: 5 }], 'filter.attributes[0].eq'],
    [
      'a number and a text',
      [eleven[0], { name: 'size', gte: 5, lte: '6' }],
      'filter.attributes[1].lte',
    ],
    ['a range of booleans', [{ name: 'fragile', gte: false }], 'filter.attributes[0].gte'],
    ['11 filters', eleven, 'filter.attributes'],
    ['a long name', [{ name: 'n'.repeat(257), eq: 5 }], 'filter.attributes[0].name'],
    ['a name with NUL', [{ name: 'a\0b', eq: 5 }], 'filter.attributes[0].name'],
    ['half a surrogate pair', [{ name: 'a', eq: '\ud83d' }], 'filter.attributes[0].eq'],
    ['a text with NUL in a range', [{ name: 'a', lte: '\0' }], 'filter.attributes[0].lte'],
    ['a list', [{ name: 'a', eq: ['x'] }], 'attributes[0].eq'],
    ['an object', [{ name: 'a', gte: { $gt: 1 } }], 'attributes[0].gte'],
    ['no name', [{ eq: 1 }], 'attributes[0].name'],
  ])('refuses %s, and names the field', async (_, attributes, field) => {
    const { errors } = await server.api.request(LIST, { attributes });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', details: { field } });
  });

  it.each(['RED', '1e400', '[1]', '{ a: 1 }'])('refuses the literal %s', async (literal) => {
    const { errors } = await server.api.request(
      `{ products(filter: { attributes: [{ name: "a", eq: ${literal} }] }) { nodes { id } } }`,
    );
    expect(errors?.[0]?.extensions).toMatchObject({
      ...{ code: 'BAD_USER_INPUT', details: { field: 'filter.attributes[0].eq' } },
    });
  });

  it('accepts names and texts of the maximum length', async () => {
    const longest = { name: '😀'.repeat(256), gte: '😀'.repeat(5000) };
    expect(await find(Array.from({ length: 10 }, () => longest))).toEqual({
      skus: [],
      totalCount: 0,
    });
  });
});
