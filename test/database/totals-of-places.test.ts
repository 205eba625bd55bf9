import type { PoolClient } from 'pg';
import { stockValue } from '../../src/database/queries/stock-value';
import { asTenant, createTenant, createTestDatabase, type TestDatabase } from '../support/database';

// The totals of all places are read in the order of their days, and only the rest is looked up (totals_of_places). Whatever is read
// how: they are what a look-up of each place says.

interface Step {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: Step[];
}

const DAYS = 12;
const TOTALS = [
  ...['quantity', 'purchases_value', 'sales_value', 'adjustments_value', 'transfers_value'],
  ...['without_cost', 'transfers_without_cost', 'sold_quantity', 'sold_without_cost', 'revenue'],
  ...['sold_without_price', 'returned_without_price'],
];

describe('the totals of all places at the end of a day', () => {
  let database: TestDatabase;
  const places: Record<string, string> = {};

  beforeAll(async () => {
    database = await createTestDatabase();
    const fill = { busy: 'true', uneven: BY_PLACE, empty: 'false', lately: `n > ${DAYS - 2}` };
    for (const [code, condition] of Object.entries(fill)) {
      places[code] = await createTenant(database, code);
      await asTenant(database.pools.super, places[code], (client) =>
        addDays(client, places[code]!, condition),
      );
    }
    await database.pools.super.query('analyze');
  });
  afterAll(() => database?.drop());

  it.each(['busy', 'uneven', 'empty', 'lately'])(
    'are those of each place, where the days are %s, of all, of a product and of a location',
    async (code) => {
      const tenant = places[code]!;
      const { rows } = await asTenant(database.pools.app, tenant, (client) =>
        client.query(DIFFERENCES, [tenant]),
      );
      expect(rows).toEqual([]);
    },
  );

  it('are read by day: a page of the index for each place is not', async () => {
    expect(await rowsRead('busy', '2020-01-08')).toBe(40 + 41); // the days, and whether there are more
    const uneven = await rowsRead('uneven', '2020-01-08');
    expect(uneven).toBeGreaterThan(40 + 41);
    expect(uneven).toBeLessThan(3 * 40);
  });

  /** Rows of daily_stock that the value of all places reads. */
  async function rowsRead(code: string, at: string): Promise<number> {
    const given = { at, groupBy: 'PRODUCT', lines: true };
    const values = stockValue.parameters.map((name) => given[name as 'at'] ?? null);
    return asTenant(database.pools.app, places[code]!, async (client) => {
      await client.query('set local enable_seqscan = off; set local enable_bitmapscan = off');
      const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Step }[] }>(
        `explain (analyze, timing off, format json) ${stockValue.text}`,
        values,
      );
      return rowsOf(rows[0]!['QUERY PLAN'][0]!.Plan);
    });
  }
});

function rowsOf(step: Step): number {
  const own =
    step['Relation Name'] === 'daily_stock' ? step['Actual Rows'] * step['Actual Loops'] : 0;
  return (step.Plans ?? []).reduce((sum, each) => sum + rowsOf(each), own);
}

/** Some places have moved on each day, the others once, long ago, and one never. */
const BY_PLACE = `p.place <= 8 or n = 1 + p.place % 4 and p.place < 40`;

/** 40 places: 10 products at 4 locations. No trigger runs: only the totals are read, and they need not be of movements. */
async function addDays(client: PoolClient, tenant: string, condition: string): Promise<void> {
  await client.query('set local session_replication_role = replica');
  await client.query(
    `insert into inventory.locations (tenant_id, id, code, name, kind)
     select $1, inventory.uuid_v7(), 'L' || n, 'L', 'STOREFRONT' from generate_series(1, 4) n`,
    [tenant],
  );
  await client.query(
    `insert into inventory.products (tenant_id, id, sku, name)
     select $1, inventory.uuid_v7(), 'P' || n, 'P' from generate_series(1, 10) n`,
    [tenant],
  );
  await client.query(
    `insert into inventory.stock_levels (tenant_id, product_id, location_id, on_hand)
     select p.tenant_id, p.id, l.id, 0
     from inventory.products p join inventory.locations l using (tenant_id) where tenant_id = $1`,
    [tenant],
  );
  const figures = TOTALS.map((name, place) => `${place} + n * 100 + p.place * 10000`);
  const days = `from (select s.*, row_number() over (partition by tenant_id order by product_id, location_id) as place from inventory.stock_levels s) p,
    generate_series(1, ${DAYS}) n where p.tenant_id = $1 and (${condition})`;
  await client.query(
    `insert into inventory.daily_stock (tenant_id, product_id, location_id, business_date, opening, purchases, closing,
       ${TOTALS.slice(1).join(', ')})
     select p.tenant_id, p.product_id, p.location_id, date '2020-01-01' + n, 0, ${figures[0]}, ${figures.join(', ')} ${days}`,
    [tenant],
  );
  const ofCosts = TOTALS.filter((name) => !/quantity|revenue|price/.test(name));
  await client.query(
    `insert into inventory.daily_costs (tenant_id, product_id, location_id, business_date, ${ofCosts.join(', ')})
     select p.tenant_id, p.product_id, p.location_id, date '2020-01-02' + n,
       ${ofCosts.map((name) => `7 * (${figures[TOTALS.indexOf(name)]})`).join(', ')} ${days} and p.place % 3 = 0`,
    [tenant],
  );
}

const SUMS = TOTALS.map((name) => `sum(v.${name})::numeric as ${name}`).join(', ');

/** What a look-up of each place does not say, on each day, of all places, of each product and of each location. */
const DIFFERENCES = `
  with asked as (
    select n as day, k.* from generate_series(0, ${DAYS + 3}) n
    cross join (
      select null::uuid as product, null::uuid as location
      union all select id, null from inventory.products
      union all select null, id from inventory.locations
      union all select p.id, l.id from inventory.products p, inventory.locations l where p.sku = 'P1') k
  ), found as (
    select a.*, v.product_id, v.location_id, ${SUMS}
    from asked a
    cross join lateral inventory.totals_of_places($1::uuid, a.product, a.location, date '2020-01-01' + a.day) v
    group by a.day, a.product, a.location, v.product_id, v.location_id
  ), looked_up as (
    select a.*, s.product_id, s.location_id, ${SUMS}
    from asked a
    join inventory.stock_levels s
      on (a.product is null or s.product_id = a.product) and (a.location is null or s.location_id = a.location)
    cross join lateral inventory.totals_on(s.tenant_id, s.product_id, s.location_id, date '2020-01-01' + a.day) v
    group by a.day, a.product, a.location, s.product_id, s.location_id
    having sum(v.quantity) + sum(v.purchases_value) <> 0
  )
  (select 'too much' as what, f.* from found f except select 'too much', l.* from looked_up l)
  union all
  (select 'too little', l.* from looked_up l except select 'too little', f.* from found f)`;
