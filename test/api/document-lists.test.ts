import { isObjectType, type GraphQLField } from 'graphql';
import { Snapshot } from '../../src/database/snapshot';
import { createSchema } from '../../src/server/graphql/build-schema';
import { asTenant } from '../support/database';
import { writableColumns } from '../support/rows';
import { addDays } from '../support/days';
import { startTestServer, type TestServer } from './support';

// Lists and documents are found in the schema, so that a new one cannot be forgotten.

/** Lists in another order than that of time, which are only read forward. */
const NOT_OF_TIME = [
  ...['Query.products', 'Query.dailyStock', 'Query.stockAuditPage'],
  ...['Query.externalProducts', 'Query.productMappings', 'Product.batchesInStock'],
];
/** Documents besides those that move stock. */
const MORE_DOCUMENTS = ['Reservation', 'ReconciliationRun'];

const schema = createSchema();
const argumentsOf = ({ args }: GraphQLField<unknown, unknown>) => args.map(({ name }) => name);
const lists = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field })),
  )
  .filter(({ field }) => /Connection!$/.test(String(field.type)))
  .filter(({ field }) => argumentsOf(field).includes('first'));
const documentNames = [
  ...schema.getPossibleTypes(schema.getType('Document') as never).map(({ name }) => name),
  ...MORE_DOCUMENTS,
];
const documentLists = lists.filter(({ field }) =>
  documentNames.includes(String(field.type).replace('Connection!', '')),
);

describe('the schema', () => {
  it('has a list of each kind of document', () => {
    const listed = documentLists.map(({ field }) => String(field.type).replace('Connection!', ''));
    expect(listed.sort()).toEqual([...documentNames].sort());
  });

  it.each(lists.filter(({ name }) => !NOT_OF_TIME.includes(name)))(
    'lets $name be read from both ends',
    ({ field }) => {
      expect(argumentsOf(field)).toEqual(
        expect.arrayContaining(['first', 'after', 'last', 'before']),
      );
    },
  );

  it.each(documentLists)('lets $name be read newest first and by business date', ({ field }) => {
    expect(argumentsOf(field)).toEqual(expect.arrayContaining(['order', 'from', 'to']));
  });
});

interface Page {
  readonly nodes: { id: string }[];
  readonly pageInfo: Record<'hasNextPage' | 'hasPreviousPage', boolean> &
    Record<'startCursor' | 'endCursor', string>;
  readonly totalCount: number;
}

describe.each(documentLists.map(({ field }) => field.name))('the list %s', (list) => {
  let server: TestServer;
  let oldest: Page['nodes'];
  const days = new Map<string, string>();
  const newest = () => [...oldest].reverse();

  beforeAll(async () => {
    server = await startTestServer();
    await server.shop.call('reconcile', { dryRun: true });
    await copies(9);
    const { rows } = await server.database.pools.super.query<{ id: string; day: string }>(
      `select id, ${dateOf(list)}::text as day from inventory.${tableOf(list)} order by id`,
    );
    oldest = rows.map(({ id }) => ({ id }));
    for (const { id, day } of rows) days.set(id, day);
    expect(oldest.length).toBeGreaterThanOrEqual(10);
  });
  afterAll(() => server?.close());

  /** Copies of the first document, each of another day, which are not in the order of their ids. */
  async function copies(count: number): Promise<void> {
    const { database, shop } = server;
    const table = `inventory.${tableOf(list)}`;
    await asTenant(database.pools.super, shop.tenant, async (client) => {
      await client.query(`alter table ${table} disable trigger all`);
      const columns = await writableColumns(client, table);
      await client.query(
        `insert into ${table} (${columns})
         select ${columns} from (
           select r.* from (select * from ${table} order by id limit 1) d, generate_series(1, $1::int) n,
             lateral (select (now() at time zone 'UTC')::date - n * 7 % 11 as day) e,
             jsonb_populate_record(null::${table}, to_jsonb(d) || jsonb_build_object('id', inventory.uuid_v7(),
               'receipt_number', gen_random_uuid(), 'requested_on', e.day,
               'business_date', case when '${list}' <> 'adjustments' or n % 2 = 0 then e.day end)) r) x`,
        [count],
      );
    });
  }

  async function page(args: string): Promise<Page> {
    const { data, errors } = await server.api.request(`{ ${list}(${args}) {
      nodes { id } edges { cursor node { id } } totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`);
    expect(errors).toBeUndefined();
    return data[list] as Page;
  }

  it.each(['OLDEST_FIRST', 'NEWEST_FIRST'])(
    'is read page by page from either end, %s',
    async (order) => {
      const all = order === 'OLDEST_FIRST' ? oldest : newest();
      for (const size of [1, 3, all.length - 1, all.length, all.length + 1]) {
        for (let at = 0, after = ''; at < all.length; at += size) {
          const found = await page(`order: ${order}, first: ${size}${after}`);
          expect(found.nodes).toEqual(all.slice(at, at + size));
          const hasNextPage = at + size < all.length;
          expect(found.pageInfo).toMatchObject({ hasNextPage, hasPreviousPage: at > 0 });
          after = `, after: "${found.pageInfo.endCursor}"`;
        }
        for (let end = all.length, before = ''; end > 0; end -= size) {
          const found = await page(`order: ${order}, last: ${size}${before}`);
          expect(found.nodes).toEqual(all.slice(Math.max(end - size, 0), end));
          const hasPreviousPage = end > size;
          expect(found.pageInfo).toMatchObject({ hasPreviousPage, hasNextPage: end < all.length });
          before = `, before: "${found.pageInfo.startCursor}"`;
        }
      }
    },
  );

  it('is read between two cursors, and tells what is beyond them', async () => {
    const cursors = (await page('first: 500, order: NEWEST_FIRST')) as unknown as {
      edges: { cursor: string }[];
    };
    const [, second, , , fifth] = cursors.edges.map(({ cursor }) => cursor);
    const between = `order: NEWEST_FIRST, after: "${second}", before: "${fifth}"`;
    for (const [size, from, to] of [
      ['first: 2', 2, 4],
      ['first: 1', 2, 3],
      ['last: 1', 3, 4],
      ['first: 9', 2, 4],
    ] as const) {
      const found = await page(`${between}, ${size}`);
      expect(found.nodes).toEqual(newest().slice(from, to));
      expect(found.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    }
    // Only `before`: the page that ends there.
    expect((await page(`order: NEWEST_FIRST, before: "${fifth}"`)).nodes).toEqual(
      newest().slice(0, 4),
    );
    const empty = await page(`order: NEWEST_FIRST, after: "${fifth}", before: "${fifth}"`);
    expect(empty).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: true, startCursor: null },
    });
  });

  it('is the oldest first unless it is asked otherwise', async () => {
    expect((await page('first: 2')).nodes).toEqual(oldest.slice(0, 2));
    expect((await page('last: 2')).nodes).toEqual(oldest.slice(-2));
  });

  it('has the documents of some business dates, their pages and their number', async () => {
    const { today } = server.shop;
    for (const [from, to] of [
      [-6, -3],
      [-4, -4],
      [-99, -8],
      [1, 9],
    ] as const) {
      const range = `from: "${addDays(today, from)}", to: "${addDays(today, to)}"`;
      const expected = newest().filter(
        ({ id }) => days.get(id)! >= addDays(today, from) && days.get(id)! <= addDays(today, to),
      );
      const found = await page(`${range}, order: NEWEST_FIRST, first: 500`);
      expect(found.nodes).toEqual(expected);
      expect(found.totalCount).toBe(expected.length);
      if (expected.length === 0) continue;
      const tail = await page(`${range}, order: NEWEST_FIRST, last: 1`);
      expect(tail.nodes).toEqual(expected.slice(-1));
      // Nothing of these days follows, although older documents of other days do.
      expect(tail.pageInfo).toMatchObject({ hasNextPage: false });
      const after = await page(
        `${range}, order: NEWEST_FIRST, after: "${tail.pageInfo.endCursor}"`,
      );
      expect(after.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    }
    // What the cursor names need not be in the list.
    const last = (await page('order: NEWEST_FIRST, last: 1')).pageInfo.endCursor;
    const none = await page(`from: "2999-01-01", after: "${last}"`);
    expect(none.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  });

  it('neither repeats nor omits a document while others are added', async () => {
    const first = await page('order: NEWEST_FIRST, first: 3');
    const lastOf = await page('order: OLDEST_FIRST, last: 3');
    await copies(2);
    const next = await page(`order: NEWEST_FIRST, first: 3, after: "${first.pageInfo.endCursor}"`);
    expect(next.nodes).toEqual(newest().slice(3, 6));
    const back = await page(`order: NEWEST_FIRST, last: 3, before: "${next.pageInfo.startCursor}"`);
    expect(back.nodes).toEqual(first.nodes);
    expect(back.pageInfo).toMatchObject({ hasPreviousPage: true });
    const before = await page(`last: 3, before: "${lastOf.pageInfo.startCursor}"`);
    expect(before.nodes).toEqual(oldest.slice(-6, -3));
    expect((await page('last: 3')).pageInfo).toMatchObject({ hasNextPage: false });
  });

  it.each([
    ['first: 1, last: 1', 'last', 'BAD_USER_INPUT'],
    ['last: 0', 'last', 'BAD_USER_INPUT'],
    ['last: 501', 'last', 'BAD_USER_INPUT'],
    ['first: 0', 'first', 'BAD_USER_INPUT'],
    ['before: "nothing"', 'before', 'INVALID_CURSOR'],
    ['after: "nothing"', 'after', 'INVALID_CURSOR'],
    ['from: "2020-01-02", to: "2020-01-01"', 'to', 'BAD_USER_INPUT'],
  ])('refuses (%s) and names the argument', async (args, field, code) => {
    const { errors } = await server.api.request(`{ ${list}(${args}) { totalCount } }`);
    expect(errors).toMatchObject([{ extensions: { code, details: { field } } }]);
  });
});

/** What the documents of a list are dated by. */
const dateOf = (list: string) =>
  list === 'adjustments' ? 'coalesce(business_date, requested_on)' : 'business_date';

function tableOf(list: string): string {
  return list.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

describe('a movement', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  it('leads to its document, with one look-up for each kind', async () => {
    await server.shop.call('write_off_expired', { dryRun: false });
    const spy = jest.spyOn(Snapshot.prototype, 'run');
    const { data, errors } = await server.api.request(`{ movements(first: 500) { nodes {
      documentType documentId hash
      document { __typename ${documentNames
        .filter((name) => !MORE_DOCUMENTS.includes(name))
        .map((name) => `... on ${name} { id }`)
        .join(' ')} } } } }`);
    const statements = spy.mock.calls.map(([{ name }]) => name);
    spy.mockRestore();
    expect(errors).toBeUndefined();
    interface Found {
      documentType: string;
      documentId: string;
      hash: string;
      document: { __typename: string; id: string };
    }
    const { nodes } = data.movements as { nodes: Found[] };
    for (const { document, documentId } of nodes) expect(document.id).toBe(documentId);
    const pairs = new Map(nodes.map((each) => [each.documentType, each.document.__typename]));
    expect(Object.fromEntries(pairs)).toEqual({
      ...{ RECEIPT: 'Receipt', SALE: 'Sale', REFUND: 'Refund', ADJUSTMENT: 'Adjustment' },
      ...{ TRANSFER: 'Transfer', STOCK_COUNT: 'StockCount' },
      ...{ EXPIRY_WRITE_OFF: 'ExpiryWriteOffDocument', ASSEMBLY: 'Assembly' },
    });
    expect(statements).toHaveLength(1 + pairs.size);
    const { rows } = await server.database.pools.super.query<{ hash: string }>(
      "select encode(hash, 'hex') as hash from inventory.movements order by id",
    );
    expect(nodes.map(({ hash }) => hash)).toEqual(rows.map(({ hash }) => hash));
  });
});
