import { EXPORTS } from '../../src/exports/export-list';
import { IMPORT_KINDS } from '../../src/imports/kinds';
import { openTestServers, type TestServers, type TestServer } from './support';

describe('the limits of an operation', () => {
  let servers: TestServers;
  let strict: TestServer;
  let usual: TestServer;

  beforeAll(async () => {
    servers = await openTestServers();
    strict = await servers.serve({ maxDepth: 4, maxAliases: 3, maxDirectives: 3, maxTokens: 60 });
    usual = await servers.serve();
  });
  afterAll(() => servers?.close());

  const alias = (n: number) => Array.from({ length: n }, (_, i) => `a${i}: id`).join(' ');
  const cases: [string, string, string][] = [
    [
      'depth',
      '{ products { nodes { batches { nodes { id } } } } }',
      '{ products { nodes { id } } }',
    ],
    [
      'depth',
      '{ products { ...A } } fragment A on ProductConnection { nodes { batches { nodes { id } } } }',
      '{ products { ...A } } fragment A on ProductConnection { nodes { id } }',
    ],
    ['aliases', `{ locations { ${alias(4)} } }`, `{ locations { ${alias(3)} } }`],
    [
      'aliases',
      `{ locations { ...A } } fragment A on Location { ${alias(4)} }`,
      `{ locations { ...A } } fragment A on Location { ${alias(3)} }`,
    ],
    [
      'directives',
      '{ locations { id @skip(if: false) code @skip(if: false) name @skip(if: false) kind @skip(if: false) } }',
      '{ locations { id @skip(if: false) code @skip(if: false) name @skip(if: false) } }',
    ],
    ['tokens', `{ locations { ${'id '.repeat(60)} } }`, `{ locations { ${'id '.repeat(50)} } }`],
  ];

  it.each(cases)('limits %s', async (limit, tooMuch, justEnough) => {
    const refused = await strict.ask(tooMuch);
    expect(refused.status).toBe(400);
    expect(refused.error).toMatchObject({ code: 'QUERY_TOO_COMPLEX', details: { limit } });
    expect(refused.data).toBeUndefined();
    expect((await strict.ask(justEnough)).error).toBeUndefined();
    // The same document passes with the default limits, so it was this limit that refused it.
    expect((await usual.ask(tooMuch)).error).toBeUndefined();
  });

  it('limits the cost, which nested lists multiply', async () => {
    const nested = (first: number) =>
      `{ products(first: ${first}) { nodes { batches(first: ${first}) { nodes {
           movements(first: ${first}) { nodes { id } } } } } } }`;
    const { status, error } = await usual.ask(nested(500));
    expect(status).toBe(400);
    expect(error).toMatchObject({
      code: 'QUERY_TOO_COMPLEX',
      details: { limit: 'cost', maximum: 50_000 },
    });
    expect((await usual.ask(nested(20))).error).toBeUndefined();
    const generous = await servers.serve({ maxCost: 1_000_000_000 });
    expect((await generous.ask(nested(500))).error).toBeUndefined();
  });

  it('counts the page size from variables, defaults and fragments', async () => {
    const query = `query ($n: Int = 500) { products(first: $n) { nodes { ...B } } }
      fragment B on Product { batches(first: $n) { nodes { movements(first: $n) { nodes { id } } } } }`;
    expect((await usual.ask(query)).error?.code).toBe('QUERY_TOO_COMPLEX');
    expect((await usual.ask(query, { n: 400 })).error?.code).toBe('QUERY_TOO_COMPLEX');
    expect((await usual.ask(query, { n: 10 })).error).toBeUndefined();
  });

  it('accepts a usual query of a shop', async () => {
    const { error, data } = await usual.ask(
      `{ products(first: 50) { totalCount nodes { id sku name onHand available units { code factor }
           stock { onHand available location { code } }
           batches { nodes { id batchNumber status remainingQuantity } } } } }`,
    );
    expect(error).toBeUndefined();
    expect(data.products.nodes.length).toBeGreaterThan(0);
  });

  it('counts nested fragments without expanding each use', async () => {
    const levels = Array.from(
      { length: 30 },
      (_, i) => `fragment F${i} on Product { id ...F${i + 1} ... on Product { ...F${i + 1} } }`,
    );
    const start = Date.now();
    const { error } = await usual.ask(
      `{ products { nodes { ...F0 } } } ${levels.join(' ')} fragment F30 on Product { sku }`,
    );
    expect(error).toBeUndefined();
    expect(Date.now() - start).toBeLessThan(5000);
  });

  it('refuses a batch of operations', async () => {
    const { status, error } = await usual.post([{ query: '{ __typename }' }]);
    expect(status).toBe(400);
    expect(error?.code).toBe('BAD_REQUEST');
  });

  it('limits the size of the body', async () => {
    const small = await servers.serve({ bodyLimit: 2048 });
    const body = { query: '{ __typename }', variables: { x: 'x'.repeat(3000) } };
    const { status, error } = await small.post(body);
    expect(status).toBe(413);
    expect(error).toEqual({
      code: 'REQUEST_TOO_LARGE',
      details: { limit: 'body', maximum: 2048 },
    });
    expect((await usual.post(body)).error).toBeUndefined();
  });

  it.each([
    ['a body that is not JSON', '{', {}],
    ['a key that would change the prototype', '{"__proto__": {"x": 1}}', {}],
    ['another content type', 'query=1', { 'content-type': 'text/plain' }],
    [
      'a form, which a page of any origin may send',
      'x=1',
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
  ])('refuses %s with a code', async (_, body, headers) => {
    const { status, error, text } = await usual.post(body, headers);
    expect(status).toBe(400);
    expect(error?.code).toBe('BAD_REQUEST');
    expect(text).not.toMatch(/node_modules|FST_|\n +at /);
  });

  it('answers an unknown path with a code, and names what there is', async () => {
    const { status, error, text } = await usual.get('/nowhere');
    expect({ status, code: error?.code }).toEqual({ status: 404, code: 'NOT_FOUND' });
    const words = text.split(/[ ,;]+/);
    const names = [...EXPORTS, ...IMPORT_KINDS].map(({ name }) => name);
    expect(words).toEqual(expect.arrayContaining([...names, 'NAME.parquet', 'POST']));
  });
});
