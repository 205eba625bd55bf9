import type { PoolClient } from 'pg';
import { stockAudit } from '../../src/database/queries/stock-audit';
import { asTenant, createTenant, createTestDatabase, type TestDatabase } from '../support/database';

// What the stock audit reads must grow with its lines and their days, and not with the square of them. A scan of a CTE
// counts in no statistics, so the rows of each step of the plan are added up.

interface Step {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly Plans?: Step[];
}

const PLACES = 4;
const DAYS = 5;
const FEW = 100;
const MANY = 1_000;

describe('the rows that the stock audit reads', () => {
  let database: TestDatabase;
  const tenants = new Map<number, string>();

  beforeAll(async () => {
    database = await createTestDatabase();
    for (const products of [FEW, MANY]) {
      const tenant = await createTenant(database, `audit-${products}`);
      tenants.set(products, tenant);
      await asTenant(database.pools.super, tenant, (client) => addDays(client, tenant, products));
    }
    await database.pools.super.query('analyze');
  });
  afterAll(() => database?.drop());

  it.each(['PRODUCT', 'PRODUCT_AND_LOCATION', 'PRODUCT_AND_DAY'])(
    'grow with the products, by %s',
    async (groupBy) => {
      const [few, many] = [await rowsOf(FEW, groupBy, null), await rowsOf(MANY, groupBy, null)];
      expect(few).toBeGreaterThan(FEW * PLACES * DAYS);
      expect(many / MANY).toBeLessThan((few / FEW) * 1.5);
    },
  );

  it.each(['PRODUCT', 'PRODUCT_AND_LOCATION'])(
    'stay as they are for a page, by %s',
    async (groupBy) => {
      const ofMany = await rowsOf(MANY, groupBy, 10);
      expect(ofMany).toBeLessThan((await rowsOf(MANY, groupBy, null)) / 20);
    },
  );

  async function rowsOf(products: number, groupBy: string, limit: number | null): Promise<number> {
    const values = stockAudit.parameters.map(
      (name) => ({ from: '2020-01-01', to: '2020-12-31', groupBy, limit })[name as 'from'] ?? null,
    );
    return asTenant(database.pools.app, tenants.get(products)!, async (client) => {
      const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Step }[] }>(
        `explain (analyze, timing off, format json) ${stockAudit.text}`,
        values,
      );
      return rowsOfStep(rows[0]!['QUERY PLAN'][0]!.Plan);
    });
  }
});

function rowsOfStep(step: Step): number {
  const removed =
    (step['Rows Removed by Filter'] ?? 0) + (step['Rows Removed by Join Filter'] ?? 0);
  const own = (step['Actual Rows'] + removed) * step['Actual Loops'];
  return (step.Plans ?? []).reduce((sum, each) => sum + rowsOfStep(each), own);
}

/** Products at some places with a figure for each of some days. No trigger runs: the ledger is not what is read. */
async function addDays(client: PoolClient, tenant: string, products: number): Promise<void> {
  await client.query('set local session_replication_role = replica');
  await client.query(
    `insert into inventory.locations (tenant_id, id, code, name, kind)
     select $1, inventory.uuid_v7(), 'L' || n, 'L', 'STOREFRONT' from generate_series(1, $2::int) n`,
    [tenant, PLACES],
  );
  await client.query(
    `insert into inventory.products (tenant_id, id, sku, name)
     select $1, inventory.uuid_v7(), 'P' || n, 'P' from generate_series(1, $2::int) n`,
    [tenant, products],
  );
  await client.query(
    `insert into inventory.stock_levels (tenant_id, product_id, location_id, on_hand, last_movement_at, last_business_date)
     select p.tenant_id, p.id, l.id, $2::int, now(), date '2020-01-01' + $2::int
     from inventory.products p join inventory.locations l using (tenant_id) where tenant_id = $1`,
    [tenant, DAYS],
  );
  await client.query(
    `insert into inventory.daily_stock (tenant_id, product_id, location_id, business_date, opening, purchases, closing)
     select s.tenant_id, s.product_id, s.location_id, date '2020-01-01' + n, n - 1, 1, n
     from inventory.stock_levels s, generate_series(1, $2::int) n where s.tenant_id = $1`,
    [tenant, DAYS],
  );
}
