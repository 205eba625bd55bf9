import {
  openTestServers,
  type Answered,
  type TestServers,
  type TestServer,
} from '../server/support';
import { faultOf } from './answers';
import { documentOf } from './schema-calls';

// test/server/limits.test.ts covers depth, aliases, directives, tokens, cost and the body's size; these are reports,
// single tokens, values, lists, and texts that make a regular expression slow.

const MEGABYTE = 950_000;
const nested = (depth: number, inner: string, open: string, close: string) =>
  open.repeat(depth) + inner + close.repeat(depth);

describe('huge and deep requests', () => {
  let ground: TestServers;
  let server: TestServer;
  let production: TestServer;

  beforeAll(async () => {
    ground = await openTestServers();
    server = await ground.serve();
    production = await ground.serve({}, { production: true });
  });
  afterAll(() => ground?.close());

  /** Typed, and the server goes on. */
  async function expectRefused(answer: Answered, code: string): Promise<void> {
    const { errors } = JSON.parse(answer.text) as { errors: Parameters<typeof faultOf>[0][] };
    expect(errors.map((error) => [error.extensions.code, faultOf(error)])).toEqual(
      errors.map(() => [code, undefined]),
    );
    expect((await server.ask('{ locations { id } }')).error).toBeUndefined();
  }

  it.each([
    [
      'reports of thousands with pages in them',
      '{ expiringBatches(withinDays: 9999) { movements(first: 400) { nodes { id } } } }',
    ],
    [
      'reports with lists in them',
      '{ lowStock { product { batches(first: 100) { nodes { id } } } } }',
    ],
    [
      'the whole ledger again and again',
      `{ ${Array.from({ length: 20 }, (_, n) => `a${n}: integrityRules { violations }`).join(' ')} }`,
    ],
    [
      'comparison after comparison',
      `{ ${Array.from({ length: 20 }, (_, n) => `a${n}: compareStock { productsCompared }`).join(' ')} }`,
    ],
    [
      'run after run',
      `mutation { ${Array.from({ length: 20 }, (_, n) => `a${n}: reconcile { id }`).join(' ')} }`,
    ],
  ])('cost: %s', async (_, query) => {
    const answer = await server.ask(query);
    await expectRefused(answer, 'QUERY_TOO_COMPLEX');
    expect(answer.error).toMatchObject({ details: { limit: 'cost' } });
  });

  it('cost lets one of each through', async () => {
    const { error } = await server.ask(
      `{ expiringBatches(withinDays: 30) { id product { sku stock { available } } } lowStock { available product { sku } }
         integrityRules { violations } compareStock { productsCompared } stockAudit(from: "2020-01-01", to: "2030-01-01") { closing } }`,
    );
    expect(error).toBeUndefined();
  });

  const name = 'n'.repeat(MEGABYTE);
  it.each([
    ['a field', `{ ${name} }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['an argument', `{ locations(${name}: 1) { id } }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['an enum value', `{ products(filter: { status: ${name} }) { totalCount } }`, 'BAD_USER_INPUT'],
    ['a number', `{ products(first: ${'9'.repeat(MEGABYTE)}) { totalCount } }`, 'BAD_USER_INPUT'],
    ['a type', `query ($a: ${name}) { locations { id } }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['a fragment', `{ ...${name} }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['a directive', `{ locations @${name} { id } }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['an id', `{ batch(id: "${name}") { id } }`, 'BAD_USER_INPUT'],
    ['a text without an end', `{ product(sku: "${name}`, 'GRAPHQL_PARSE_FAILED'],
    [
      'a fragment that spreads itself',
      '{ products { ...A } } fragment A on ProductConnection { ...A }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'fragments that spread each other',
      '{ products { ...A } } fragment A on ProductConnection { ...B } fragment B on ProductConnection { ...A }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'lists in lists',
      `{ products(filter: { skus: ${nested(900, '1', '[', ']')} }) { totalCount } }`,
      'BAD_USER_INPUT',
    ],
    [
      'objects in objects',
      `{ products(filter: ${nested(450, '{}', '{ a: ', '}')}) { totalCount } }`,
      'BAD_USER_INPUT',
    ],
    [
      'types in lists',
      `query ($a: ${nested(900, 'Int', '[', ']')}) { locations { id } }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['sets without an end', '{ a '.repeat(900), 'GRAPHQL_PARSE_FAILED'],
    [
      'fields that must be compared',
      `{ ${'locations { id } '.repeat(390)} ${'a: __typename '.repeat(2)} nothing }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('%s', async (_, query, code) => {
    await expectRefused(await server.ask(query), code);
    await expectRefused(await production.ask(query), code);
  });

  it.each([
    ['a comment', `{ locations { id } } #${name}`],
    ['blanks', `{${' ,\n'.repeat(MEGABYTE / 4)} locations { id } }`],
    ['an alias', `{ ${name}: __typename }`],
    ['an operation name', `query ${name} { __typename }`],
  ])('%s of a megabyte is no reason to refuse', async (_, query) => {
    const { error } = await server.ask(query);
    expect(error).toBeUndefined();
  });

  // Each of these once made a pattern of the server look at every pair of its places: minutes of one thread.
  it.each([
    ['Did you mean ', 'status'],
    ['got invalid value ', 'status'],
    ['got invalid value " at " ', 'status'],
    ['Field "a" is not defined ', 'status'],
    ['Field "a.', 'status'],
    ['more than 1 tokens ', 'status'],
    ['Document contains more ', 'status'],
  ])('a value of the server’s own words is answered: %s', async (words, field) => {
    const query = 'query ($filter: ProductFilter) { products(filter: $filter) { totalCount } }';
    const value = words.repeat(Math.floor(MEGABYTE / words.length / 2));
    for (const one of [server, production]) {
      const { error } = await one.ask(query, { filter: { [field]: value } });
      expect(error).toEqual({ code: 'BAD_USER_INPUT', details: { field: `filter.${field}` } });
    }
  });

  it('a thousand bad variables are all refused as such', async () => {
    const lines = Array.from({ length: 1000 }, () => ({ quantity: 'x' }));
    const { query } = documentOf('mutation', 'recordSale', { input: {} });
    const answer = await server.ask(query, { input: { locationId: 5.5, lines } });
    await expectRefused(answer, 'BAD_USER_INPUT');
  });

  it('variables of any depth', async () => {
    const { query } = documentOf('mutation', 'createProduct', { input: {} });
    const deep = nested(100_000, '1', '[', ']');
    const product = (more: string) => `{"input":{"sku":"deep","name":"deep",${more}}}`;
    for (const [variables, field] of [
      [product(`"attributes":{"a":${deep}}`), 'input.attributes'],
      [product(`"units":${deep}`), 'input.units'],
      [product(`"name":${deep}`), 'input.name'],
    ] as const) {
      const answer = await server.post(
        `{"query":${JSON.stringify(query)},"variables":${variables}}`,
      );
      await expectRefused(answer, 'BAD_USER_INPUT');
      expect(String((answer.error?.['details'] as { field: string }).field)).toContain(field);
    }
    const ignored = `{"query":"{ __typename }","variables":{"a":${deep}},"extensions":{"a":${deep}}}`;
    expect((await server.post(ignored)).data).toEqual({ __typename: 'Query' });
  });
});
