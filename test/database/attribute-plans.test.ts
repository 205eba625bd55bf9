import type { Pool } from 'pg';
import { createPool } from '../../src/database/pool';
import {
  productsByAttributes,
  productsCount,
  productsPage,
} from '../../src/database/queries/products';
import { Snapshot } from '../../src/database/snapshot';
import { attributeWhere, FEW } from '../../src/resolvers/product-attributes';
import type { AttributeFilter } from '../../src/schema/inputs/filter.input';
import { asTenant, createTenant, createTestDatabase, type TestDatabase } from '../support/database';

// Products are found by their attributes through an index under tenant isolation, as the server's role. PostgreSQL would
// read every row for an operator that is not leakproof. So the test counts the rows read, of 20,000 products that were never
// analysed.

const PRODUCTS = 20_000;
/** What is read for a filter that matches many products, before another filter is used: index entries, and their rows. */
const MANY = 2 * (FEW + 1);
const NO_FILTER = { search: null, skus: null, status: null, belowReorderPoint: null };
/** The rows read in the current transaction, from the two tables and all their indexes. */
const ROWS_READ = `select sum(pg_stat_get_xact_tuples_returned(c.oid) + pg_stat_get_xact_tuples_fetched(c.oid))::int as rows
  from pg_class c left join pg_index i on i.indexrelid = c.oid
  where coalesce(i.indrelid, c.oid) in ('inventory.products'::regclass, 'inventory.product_attributes'::regclass)`;

describe('20,000 products with attributes', () => {
  let database: TestDatabase;
  let tenant: string;
  let pool: Pool;

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await createTenant(database, 'shop');
    for (const each of [tenant, await createTenant(database, 'other')]) {
      await asTenant(database.pools.app, each, (client) =>
        client.query(
          `insert into inventory.products (tenant_id, id, sku, name, attributes)
           select $1, inventory.uuid_v7(), 'P' || lpad(n::text, 5, '0'), 'Product', jsonb_build_object('ean', 'E' || n,
             'weight', n / 10.0, 'made', date '2000-01-01' + n, 'colour', case n % 2 when 0 then 'red' else 'blue' end)
           from generate_series(1, $2::int) n`,
          [each, PRODUCTS],
        ),
      );
    }
    pool = createPool(database.url, 'bincard_app', { max: 1 });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  /** Runs `work` in a snapshot and counts the rows that it reads. */
  async function counted<Result>(work: (snapshot: Snapshot) => Promise<Result>) {
    const snapshot = new Snapshot(pool, tenant, true);
    try {
      const rows = async () =>
        (await snapshot.run<{ rows: number }>({ name: 'rows', text: ROWS_READ }, []))[0]!.rows;
      const before = await rows();
      const result = await work(snapshot);
      return { result, rowsRead: (await rows()) - before };
    } finally {
      await snapshot.end();
    }
  }

  /** The first page and the count of the products that match. */
  async function find(snapshot: Snapshot, attributes: AttributeFilter[]) {
    const where = { ...NO_FILTER, ...(await attributeWhere({ snapshot }, attributes)) };
    const page = await snapshot.query(productsPage, { ...where, after: null, limit: 51 });
    const { count } = await snapshot.query(productsCount, where);
    return { skus: page.map(({ sku }) => sku), count };
  }

  it.each<[string, AttributeFilter[], string[]]>([
    ['a text', [{ name: 'ean', eq: 'E777' }], ['P00777']],
    ['a number', [{ name: 'weight', eq: 77.7 }], ['P00777']],
    [
      'a range of numbers',
      [{ name: 'weight', gte: 77.7, lte: 77.9 }],
      ['P00777', 'P00778', 'P00779'],
    ],
    ['numbers from a minimum on', [{ name: 'weight', gte: 1999.9 }], ['P19999', 'P20000']],
    [
      'a range of dates',
      [{ name: 'made', gte: '2000-01-02', lte: '2000-01-03' }],
      ['P00001', 'P00002'],
    ],
    ['dates up to a maximum', [{ name: 'made', lte: '2000-01-02' }], ['P00001']],
    [
      'a common attribute and a rare one',
      [
        { name: 'colour', eq: 'red' },
        { name: 'weight', gte: 77.7, lte: 77.9 },
      ],
      ['P00778'],
    ],
    ['an attribute that no product has', [{ name: 'ean', eq: 'none' }], []],
  ])('find %s by reading few rows', async (_, attributes, skus) => {
    // PostgreSQL chooses the final plan of a prepared statement after some runs.
    for (let run = 0; run < 7; run++) await counted((snapshot) => find(snapshot, attributes));
    const { result, rowsRead } = await counted((snapshot) => find(snapshot, attributes));
    expect(result).toEqual({ skus, count: skus.length });
    const many = attributes.some(({ name }) => name === 'colour') ? MANY : 0;
    expect(rowsRead).toBeLessThan(many + 10 + 20 * skus.length);
  });

  it('fill a page of an attribute that half of them have without reading the other half', async () => {
    const { result, rowsRead } = await counted(async (snapshot) => {
      const where = await attributeWhere({ snapshot }, [{ name: 'colour', eq: 'red' }]);
      return snapshot.query(productsPage, { ...NO_FILTER, ...where, after: null, limit: 51 });
    });
    expect(result.map(({ sku }) => sku).slice(0, 3)).toEqual(['P00002', 'P00004', 'P00006']);
    expect(result).toHaveLength(51);
    expect(rowsRead).toBeLessThan(MANY + 5 * 102);
  });

  it('are counted and paged correctly when many match', async () => {
    const red: AttributeFilter[] = [{ name: 'colour', eq: 'red' }];
    const { result } = await counted((snapshot) => find(snapshot, red));
    expect(result.count).toBe(PRODUCTS / 2);
    const heavy: AttributeFilter[] = [...red, { name: 'weight', gte: 1000 }];
    const { result: both } = await counted((snapshot) => find(snapshot, heavy));
    expect([both.skus[0], both.count]).toEqual(['P10000', 5001]);
  });

  it('use an index on the name and the value, and one on the name and the number', async () => {
    const { result } = await counted(async (snapshot) => {
      const text = `explain (costs off) ${productsByAttributes.text}`;
      return snapshot.run<{ 'QUERY PLAN': string }>({ name: 'explain', text }, ['[]', 1]);
    });
    const plan = result.map((row) => row['QUERY PLAN']).join('\n');
    const tenantIs = 'Index Cond: \\(\\(tenant_id = .*\\) AND \\(name = (?:f\\.name|\\$\\d+)\\)';
    expect(plan).toMatch(
      new RegExp(
        `(?:using|on) product_attributes_by_number.*\\s+${tenantIs} AND \\(\\(?number\\b.* >= .*number\\b.* <= `,
      ),
    );
    expect(plan).toMatch(
      new RegExp(
        `(?:using|on) product_attributes_pkey.*\\s+${tenantIs} AND \\(value >= .*value <= `,
      ),
    );
  });
});
