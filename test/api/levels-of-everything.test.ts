import fc from 'fast-check';
import { execute, getOperationAST, isRequiredArgument, parse } from 'graphql';
import { outputsOf } from '../../examples/outputs';
import { createSchema } from '../../src/server/graphql/build-schema';
import { OperationContext } from '../../src/server/graphql/context';
import type { Services } from '../../src/server/graphql/services';
import { answerQueries } from '../../src/server/graphql/levels/answer';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { makeDataDir } from '../support/running-server';
import { Selections } from './random-selections';

// As levels.test.ts, for every query there is, over what the examples write: kits, orders, costs, counts, days and all.

/** Examples that write by the API; the SQL and the commands are left out. */
const WRITING = /^(?!02).*\.(graphql|sqlite)$/;
const DAYS = 'from: "2000-01-01" to: "2999-12-31"';
/** Reads what no two queries have in common: the file of another program, a proof by a key that only the server has. */
const LEFT_OUT = [
  ...['testSyncSource', 'externalProducts', 'movementProof', 'checkpointConsistency'],
  ...['compareStock', 'feedCursor', 'importRun'], // of the moment; no run is made by the API
];

/** What argumentsOf has, and the days. */
const KNOWN = ['from', 'to', 'id', 'productId', 'sourceId', 'date', 'code', 'withinDays'];
const isKnown = ({ name }: { readonly name: string }) => KNOWN.includes(name);

describe('a query of what the examples have written', () => {
  let database: TestDatabase;
  let tenantId: string;
  let given: Record<string, string>;
  const schema = createSchema();
  const unexpected: unknown[] = [];
  const answer = answerQueries(schema, (error) => unexpected.push(error));
  const roots = Object.values(schema.getQueryType()!.getFields()).filter(
    ({ name, args }) => !LEFT_OUT.includes(name) && args.filter(isRequiredArgument).every(isKnown),
  );

  beforeAll(async () => {
    database = await createTestDatabase();
    await outputsOf(database.url, makeDataDir(), WRITING);
    const { rows } = await database.pools.super.query<{ id: string }>(
      `select id from inventory.tenants where code = 'demo'`,
    );
    tenantId = rows[0]!.id;
    given = await argumentsOf(database);
    for (const { name, args } of roots) {
      if (args.some((arg) => arg.name === 'from' && isRequiredArgument(arg))) given[name] = DAYS;
    }
  }, 120_000);
  afterAll(() => database?.drop());
  afterEach(() => expect(unexpected).toEqual([]));

  const contextOf = () =>
    new OperationContext({ pool: database.pools.app, namedStatements: true } as Services, {
      ...{ tenantId, actor: 'tester', role: 'admin' },
    });

  async function expectSame(query: string): Promise<void> {
    const document = parse(query);
    const [context, other] = [contextOf(), contextOf()];
    const operation = getOperationAST(document)!;
    const data = await answer({ document, operation, variables: {}, context });
    await context.finish();
    const expected = await execute({ schema, document, contextValue: other });
    await other.finish();
    expect([query, expected.errors]).toEqual([query, undefined]);
    expect([query, data]).toEqual([query, JSON.parse(JSON.stringify(expected.data))]);
  }

  it.each(roots.map(({ name }) => name))('%s, with every field', async (name) => {
    const field = roots.find((each) => each.name === name)!;
    await expectSame(`{ ${new Selections(given).whole(field)} }`);
  });

  it('has the values of graphql-js for any selection', async () => {
    const selections = new Selections(given);
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (generate) => {
        const field = generate(() => fc.constantFrom(...roots));
        await expectSame(`{ ${selections.random(field, generate)} }`);
      }),
      { numRuns: 150, endOnFailure: true },
    );
  }, 120_000);
});

/** The arguments of the queries that need some: the days of all time, and the last row of each table. */
async function argumentsOf({ pools }: TestDatabase): Promise<Record<string, string>> {
  const last = async (table: string) => {
    const { rows } = await pools.super.query<{ id: string }>(
      `select t.id from inventory.${table} t join inventory.tenants n on n.id = t.tenant_id and n.code = 'demo'
       order by t.id desc limit 1`,
    );
    return `"${rows[0]?.id}"`;
  };
  const product = await pools.super.query<{ id: string }>(
    'select product_id as id from inventory.movements group by 1 order by count(*) desc, 1 limit 1',
  );
  const productId = `productId: "${product.rows[0]!.id}"`;
  const tables = {
    ...{ adjustment: 'adjustments', assembly: 'assemblies', batch: 'batches' },
    ...{ expiryWriteOff: 'expiry_write_offs' },
    ...{ location: 'locations', lot: 'lots', product: 'products' },
    ...{ purchaseOrder: 'purchase_orders', receipt: 'receipts', refund: 'refunds', sale: 'sales' },
    ...{ reconciliationRun: 'reconciliation_runs', reservation: 'reservations' },
    ...{ stockCount: 'stock_counts', supplier: 'suppliers', transfer: 'transfers' },
    ...{ syncRun: 'sync_runs', syncSource: 'sync_sources' },
    ...{ traceBatch: 'batches', traceLot: 'lots' },
  };
  const days = await pools.super.query<{ today: string }>(
    `select (now() at time zone min(time_zone))::date::text as today from inventory.tenants`,
  );
  const byId = Object.entries(tables).map(async ([name, table]) => [
    ...[name, `id: ${await last(table)}`],
  ]);
  return {
    ...(Object.fromEntries(await Promise.all(byId)) as Record<string, string>),
    stockAsOf: `date: "${days.rows[0]!.today}"`,
    ...{ binCard: productId, stockFlow: productId, expiringBatches: 'withinDays: 3650' },
    ...{ resolveCode: 'code: "MUG"', productMappings: `sourceId: ${await last('sync_sources')}` },
  };
}
