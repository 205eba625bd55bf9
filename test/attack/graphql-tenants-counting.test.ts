import { movementsCount } from '../../src/database/queries/movements';
import { asTenant } from '../support/database';
import { allStatements, type AnyStatement } from '../support/statements';
import { openTarget, type Target } from './calls';
import { fillTables } from './fill-tables';

const OTHERS = ['11111111-1111-4111-8111-111111111111', '21111111-1111-4111-8111-111111111111'];
/** The tables that pages and counts are made of, and how many rows the other tenant gets in each. */
const TABLES = {
  ...{
    products: 20_000,
    batches: 20_000,
    movements: 20_000,
    batch_stock: 2_000,
    stock_levels: 2_000,
  },
  ...{
    sales: 2_000,
    adjustments: 2_000,
    transfers: 2_000,
    stock_counts: 2_000,
    reservations: 2_000,
  },
  ...{
    audit_log: 2_000,
    daily_stock: 2_000,
    reconciliation_runs: 2_000,
    channel_corrections: 2_000,
  },
};

/** About as many rows as the shop has in a table. */
const OWN_ROWS = 25;

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
}

/** How many rows of tables a statement read, those it filtered out included. */
function rowsRead(plan: Plan): number {
  const looked =
    plan['Actual Rows'] +
    (plan['Rows Removed by Filter'] ?? 0) +
    (plan['Rows Removed by Index Recheck'] ?? 0);
  const own = plan['Relation Name'] ? looked * plan['Actual Loops'] : 0;
  return own + (plan.Plans ?? []).reduce((sum, below) => sum + rowsRead(below), 0);
}

// The time of a totalCount must not depend on how many rows other tenants have. A clock is not exact enough, so the
// test counts the rows that each statement reads.

describe('the rows that a count and a page read', () => {
  let target: Target;
  beforeAll(async () => {
    target = await openTarget();
    const { errors } = await target.stage.api.request(
      `mutation { reportChannelStock(channel: "web", stock: { sku: "A", locationCode: "L1", quantity: 1 })
         reconcile(input: { dryRun: false }) { id } }`,
    );
    expect(errors).toBeUndefined();
  });
  afterAll(() => target?.stage.close());

  /** Counts, and lists that take filters. */
  async function pagesAndCounts(): Promise<AnyStatement[]> {
    const statements = [...(await allStatements()).values()];
    return statements.filter(({ prepared, byIndex }) => !prepared || byIndex);
  }

  /** The rows that each statement reads for the shop, by its name. */
  async function readBy(): Promise<Record<string, number>> {
    const { database, shop } = target.stage;
    const statements = await pagesAndCounts();
    return asTenant(database.pools.app, shop.tenant, async (client) => {
      const found: Record<string, number> = {};
      for (const { name, text, parameters, byIndex } of statements) {
        for (const scans of ['seqscan', 'bitmapscan']) {
          await client.query(`set local enable_${scans} = ${byIndex ? 'off' : 'on'}`); // as Snapshot
        }
        const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
          `explain (analyze, timing off, format json) ${text}`,
          parameters.map((parameter) => valueFor(name, parameter)),
        );
        found[name] = rowsRead(rows[0]!['QUERY PLAN'][0].Plan);
      }
      return found;
    });
  }

  /** No filter, but where a statement needs one. */
  function valueFor(statement: string, parameter: string): unknown {
    const { shop } = target.stage;
    if (parameter === 'limit') return 51;
    if (statement.startsWith('daily_stock_')) {
      return { from: '2000-01-01', to: '2999-01-01' }[parameter] ?? null;
    }
    if (statement.startsWith('batch_sales_') && parameter === 'batchId') return shop.batch;
    if (statement.startsWith('lot_sales_') && parameter === 'lotId') return shop.lot;
    if (statement.endsWith('_by_product') && parameter === 'productIds') return [shop.product];
    if (statement.endsWith('_by_batch') && parameter === 'batchIds') return [shop.batch];
    return null;
  }

  it('is none of another tenant’s 20,000 rows, nor of 40,000', async () => {
    const { database, shop } = target.stage;
    for (const table of Object.keys(TABLES)) {
      await database.pools.super.query(`analyze inventory.${table}`);
    }
    const alone = await readBy();
    expect(alone[movementsCount.name]).toBeGreaterThan(10);
    // The planner knows how many rows a tenant has on average. So another plan may be the best for more tenants, and read a few
    // more of the shop's own rows, of which there are a few dozen in each table.
    const more = async () => {
      const found = await readBy();
      return Object.keys(alone).filter((name) => found[name]! > alone[name]! + OWN_ROWS);
    };
    await fillTables(database, TABLES, shop.tenant, OTHERS[0]!);
    expect(await more()).toEqual([]);
    await fillTables(database, TABLES, shop.tenant, OTHERS[1]!);
    expect(await more()).toEqual([]);
  });
});
