import fc from 'fast-check';
import { execute, getOperationAST, parse } from 'graphql';
import { Client } from 'pg';
import { createSchema } from '../../src/server/graphql/build-schema';
import { OperationContext } from '../../src/server/graphql/context';
import type { Services } from '../../src/server/graphql/services';
import { answerQueries } from '../../src/server/graphql/levels/answer';
import { openShop } from '../support/shop';
import { Selections } from './random-selections';
import { startTestServer, type TestServer } from './support';

// Queries are answered level by level, from statements with the columns of the selection. graphql-js, whose resolvers read
// every column of every row, is what they are compared with.

const ROOTS = [
  ...[
    'products',
    'batches',
    'movements',
    'receipts',
    'sales',
    'refunds',
    'adjustments',
    'transfers',
  ],
  ...['stockCounts', 'reservations', 'unmetReservations', 'locations', 'lowStock', 'auditLog'],
  ...['suppliers', 'supplierProducts', 'purchaseOrders'],
  ...['expiringBatches', 'reconciliationRuns', 'channelCorrections', 'expiryWriteOffs', 'syncRuns'],
  ...['pendingApprovals', 'settings', 'systemStatus', 'closedDays'],
];

describe('a query answered level by level', () => {
  let server: TestServer;
  const schema = createSchema();
  const selections = new Selections();
  const unexpected: unknown[] = [];
  const answer = answerQueries(schema, (error) => unexpected.push(error));

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());
  afterEach(() => expect(unexpected).toEqual([]));

  const contextOf = (tenantId = server.shop.tenant) => {
    const services = { pool: server.database.pools.app, namedStatements: true };
    return new OperationContext(services as Services, { tenantId, actor: 'tester', role: 'admin' });
  };

  async function byLevels(query: string, variables?: Record<string, unknown>) {
    const document = parse(query);
    const operation = getOperationAST(document)!;
    const context = contextOf();
    const data = await answer({ document, operation, variables, context });
    return { data, context };
  }

  /** What graphql-js answers, in the form of the response. */
  async function byGraphqlJs(query: string, variables?: Record<string, unknown>) {
    const context = contextOf();
    const document = parse(query);
    const result = await execute({
      ...{ schema, document, contextValue: context },
      ...(variables ? { variableValues: variables } : {}),
    });
    await context.finish();
    return JSON.parse(JSON.stringify(result)) as { data: unknown; errors?: unknown[] };
  }

  async function expectSame(query: string, variables?: Record<string, unknown>): Promise<void> {
    const { data, context } = await byLevels(query, variables);
    await context.finish();
    const expected = await byGraphqlJs(query, variables);
    expect(expected.errors).toBeUndefined();
    expect(JSON.stringify(data)).toBe(JSON.stringify(expected.data)); // the order of fields too
  }

  it('has the values of graphql-js for any selection of any list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (generate) => {
        const root = generate(() => fc.constantFrom(...ROOTS));
        const field = schema.getQueryType()!.getFields()[root]!;
        await expectSame(`{ ${selections.random(field, generate)} }`);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('has them for every field of every type at once', async () => {
    for (const root of ROOTS) {
      const field = schema.getQueryType()!.getFields()[root]!;
      await expectSame(`{ ${selections.whole(field)} }`);
    }
  });

  it.each([
    [
      'aliases and fragments',
      '{ a: products(first: 2) { nodes { x: sku ...F ...F } } b: products { nodes { id ... on Product { name stock { onHand } stock { reserved } } } } } fragment F on Product { y: stock { available } name }',
      {},
    ],
    [
      'conditions',
      'query ($on: Boolean!) { products { nodes { id name @skip(if: $on) stock @include(if: $on) { onHand } } } }',
      { on: true },
    ],
    [
      'conditions that are false',
      'query ($on: Boolean!) { products { nodes { id name @skip(if: $on) stock @include(if: $on) { onHand } } } }',
      { on: false },
    ],
    [
      'one relation twice, with other columns',
      '{ transfers { nodes { from { code } to { name kind } lines { inTransitQuantity product { sku } } } } }',
      {},
    ],
    [
      'pages from both ends',
      '{ products { nodes { batches(last: 2) { totalCount nodes { id } pageInfo { hasPreviousPage hasNextPage startCursor } } movements(first: 2, order: NEWEST_FIRST) { edges { cursor node { kind } } pageInfo { hasNextPage } } } } }',
      {},
    ],
    [
      'filters',
      '{ products { nodes { sku batches(filter: { status: ACTIVE }) { nodes { id status } } movements(filter: { kinds: [SALE] }) { nodes { kind } } } } batches(filter: { batchNumber: "b1" }) { nodes { batchNumber } } }',
      {},
    ],
    [
      'codes for ids',
      '{ products { nodes { sku stock(locationId: "L1") { onHand location { code } } } } }',
      {},
    ],
  ])('has the values of graphql-js with %s', async (_, query, variables) => {
    await expectSame(query, variables);
  });

  it.each([
    ['a bad argument below', '{ products { nodes { sku batches(first: 0) { nodes { id } } } } }'],
    ['a bad argument', '{ products(first: 501) { nodes { sku } } locations { code } }'],
    [
      'an unknown row',
      '{ binCard(productId: "00000000-0000-7000-8000-000000000000") { opening } }',
    ],
    [
      'a variable of the wrong type',
      'query ($n: Int! = 1) { products(first: $n) { nodes { sku } } }',
    ],
  ])('leaves the answer to graphql-js for %s', async (_, query) => {
    const variables = query.includes('$n') ? { n: 'two' } : {};
    const { data, context } = await byLevels(query, variables);
    expect(data).toBeUndefined();
    const result = await execute({
      ...{ schema, document: parse(query), contextValue: context, variableValues: variables },
    });
    await context.finish();
    expect(JSON.parse(JSON.stringify(result))).toEqual(await byGraphqlJs(query, variables));
    expect(result.errors).toHaveLength(1);
  });

  it('does not read again what has failed', async () => {
    const spy = jest.spyOn(Client.prototype, 'query');
    const { errors } = await server.api.request(
      '{ stockFlow(productId: "00000000-0000-7000-8000-000000000000") { intake } }',
    );
    const texts = spy.mock.calls.map(([first]) => (first as { text?: string }).text ?? '');
    spy.mockRestore();
    expect(errors).toHaveLength(1);
    expect(texts.filter((text) => text.includes('api_products'))).toHaveLength(1);
  });

  it('shows nothing of another tenant, on the same connection', async () => {
    const other = await openShop(server.database, 'other');
    const { database, shop } = server;
    for (const tenantId of [shop.tenant, other.tenant, shop.tenant, other.tenant]) {
      const query =
        '{ products { nodes { id stock { location { id } } batches { nodes { id } } } } }';
      const document = parse(query);
      const context = contextOf(tenantId);
      const data = await answer({
        document,
        operation: getOperationAST(document)!,
        variables: {},
        context,
      });
      await context.finish();
      const { rows } = await database.pools.super.query<{ id: string }>(
        `select id from inventory.products where tenant_id = $1 union all
         select id from inventory.batches where tenant_id = $1 union all
         select location_id from inventory.stock_levels where tenant_id = $1`,
        [tenantId],
      );
      const shown = JSON.stringify(data).match(/[0-9a-f]{8}-[0-9a-f-]{27}/g)!;
      expect(new Set(shown)).toEqual(new Set(rows.map(({ id }) => id)));
    }
  });
});
