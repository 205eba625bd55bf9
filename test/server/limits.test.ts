import { openGround, type TestGround, type TestServer } from './support';

describe('what an operation may ask for', () => {
  let ground: TestGround;
  let strict: TestServer;
  let usual: TestServer;

  beforeAll(async () => {
    ground = await openGround();
    strict = await ground.serve({ maxDepth: 4, maxAliases: 3, maxDirectives: 3, maxTokens: 60 });
    usual = await ground.serve();
  });
  afterAll(() => ground?.close());

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
    // What refused was this limit: without it the document fits.
    expect((await usual.ask(tooMuch)).error).toBeUndefined();
  });

  it('limits cost: lists in lists multiply', async () => {
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
    const generous = await ground.serve({ maxCost: 1_000_000_000 });
    expect((await generous.ask(nested(500))).error).toBeUndefined();
  });

  it('counts the cost of a page by variable, by default and through fragments', async () => {
    const query = `query ($n: Int = 500) { products(first: $n) { nodes { ...B } } }
      fragment B on Product { batches(first: $n) { nodes { movements(first: $n) { nodes { id } } } } }`;
    expect((await usual.ask(query)).error?.code).toBe('QUERY_TOO_COMPLEX');
    expect((await usual.ask(query, { n: 400 })).error?.code).toBe('QUERY_TOO_COMPLEX');
    expect((await usual.ask(query, { n: 10 })).error).toBeUndefined();
  });

  it('lets through what a shop asks', async () => {
    const { error, data } = await usual.ask(
      `{ products(first: 50) { totalCount nodes { id sku name onHand available units { code factor }
           stock { onHand available location { code } }
           batches { nodes { id batchNumber status remainingQuantity } } } } }`,
    );
    expect(error).toBeUndefined();
    expect(data.products.nodes.length).toBeGreaterThan(0);
  });

  it('counts a fragment that is spread all over without spreading it', async () => {
    const levels = Array.from(
      { length: 30 },
      (_, i) => `fragment F${i} on Product { id ...F${i + 1} ... on Product { ...F${i + 1} } }`,
    );
    const begun = Date.now();
    const { error } = await usual.ask(
      `{ products { nodes { ...F0 } } } ${levels.join(' ')} fragment F30 on Product { sku }`,
    );
    expect(error).toBeUndefined();
    expect(Date.now() - begun).toBeLessThan(5000);
  });

  it('takes one operation at a time', async () => {
    const { status, error } = await usual.post([{ query: '{ __typename }' }]);
    expect(status).toBe(400);
    expect(error?.code).toBe('BAD_REQUEST');
  });

  it('limits the body', async () => {
    const small = await ground.serve({ bodyLimit: 2048 });
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
    ['no JSON', '{', {}],
    ['a key that would reach the prototype', '{"__proto__": {"x": 1}}', {}],
    ['another type', 'query=1', { 'content-type': 'text/plain' }],
    [
      'a form, which any page may send',
      'x=1',
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
  ])('refuses %s with a code', async (_, body, headers) => {
    const { status, error, text } = await usual.post(body, headers);
    expect(status).toBe(400);
    expect(error?.code).toBe('BAD_REQUEST');
    expect(text).not.toMatch(/node_modules|FST_|\n +at /);
  });

  it('answers paths that are none with a code', async () => {
    expect(await usual.get('/nowhere')).toMatchObject({
      status: 404,
      error: { code: 'NOT_FOUND' },
    });
  });
});
