import { createSchema } from '../../src/server/graphql/build-schema';
import { startTestServer, type TestServer } from './support';

describe('connections to the database', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  it('return to the pool, also after failed requests', async () => {
    const { shop, api } = server;
    const failing = [
      '{ products { nodes { sku batches(first: 0) { nodes { id } } movements { nodes { id } } stock { onHand } } } }',
      `{ binCard(productId: "${shop.product}", locationId: "${shop.otherLocation}x") { opening } products { totalCount } locations { id } }`,
      '{ nothing }',
      '{ products(first: 1) { nodes { sku } }',
      `mutation { voidSale(id: "${shop.voidedSale}", reason: "again") { lines { product { sku } } } }`,
    ];
    await Promise.all(
      Array.from({ length: 60 }, (_, n) => api.request(failing[n % failing.length]!)),
    );
    // The pool has ten connections. If one were not returned, some of these requests would wait for it.
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => api.request('{ locations { code } }')),
    );
    expect(answers.every(({ data }) => data)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { rows } = await server.database.pools.super.query<{ open: number }>(
      `select count(*)::int as open from pg_stat_activity
       where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`,
    );
    expect(rows[0]!.open).toBe(0);
  });

  it('serve a schema whose types and fields all have a description', () => {
    const undescribed = Object.values(createSchema().getTypeMap())
      .filter((type) => !type.name.startsWith('__'))
      .flatMap((type) => {
        const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
        return [type, ...fields]
          .filter(({ description }) => !description)
          .map((one) => `${type.name} ${one.name}`);
      });
    expect(undescribed.filter((name) => !/^(Query|Mutation|Subscription) /.test(name))).toEqual([]);
  });
});
