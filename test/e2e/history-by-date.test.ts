import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { violationsStatement } from '../../src/lifecycle/rules';
import { loadDemo } from '../../src/retail/demo';
import { planDemo } from '../../src/retail/demo-plan';
import { loadRetail } from '../../src/retail/load';
import { planRetail } from '../../src/retail/planner';
import { readRetailFile } from '../../src/retail/retail-file';
import { startApi, type Api } from '../support/api';
import { asTenant, createTenant, createTestDatabase, type TestDatabase } from '../support/database';

// A shop's history, brought in by the dates of its file; and the demo, which is made of such a history.

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

/** Three weeks: sales of two codes, one written in two ways; a day without sales; a return; a write-off. */
function fileOfThreeWeeks(): string {
  const lines = [HEADER];
  for (let day = 1; day <= 20; day++) {
    if (day === 9) continue;
    const date = `2019-03-${String(day).padStart(2, '0')}`;
    lines.push(
      `${100 + day},${day % 2 ? 'a1' : 'A1'},Apple,${1 + (day % 3)},${date} 10:00:00,1,7,UK`,
    );
    lines.push(`${100 + day},B1,Pear,2,${date} 10:00:00,1.25,7,UK`);
    lines.push(`${200 + day},A1,Apple,1,${date} 12:00:00,0.5,8,UK`);
  }
  lines.push('C300,B1,Pear,-1,2019-03-12 17:00:00,1.25,7,UK');
  lines.push('301,B1,mouldy,-2,2019-03-15 17:00:00,0,,UK');
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'bincard-retail-')), 'shop.csv');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

describe('a history by its dates', () => {
  let database: TestDatabase;
  let tenant: string;
  let api: Api;
  let options: { url: string; token: string; approverToken: string };

  beforeEach(async () => {
    database = await createTestDatabase();
    tenant = await createTenant(database, 'history');
    api = await startApi(database, tenant);
    options = {
      url: api.url,
      token: await api.token(tenant, 'admin', 'loader'),
      approverToken: await api.token(tenant, 'admin', 'approver'),
    };
  });
  afterEach(async () => {
    await api.close();
    await database.drop();
  });

  const rows = async <Row extends object>(sql: string) =>
    (await asTenant(database.pools.app, tenant, (client) => client.query<Row>(sql))).rows;

  /** Days whose opening is not the closing of the product's day before it, or that do not add up. */
  const wrongDays = () =>
    rows(`select * from (
        select d.*, lag(d.closing, 1, 0::bigint) over (partition by d.product_id, d.location_id order by d.business_date) as before,
          (select sum(m.quantity) from inventory.movements m where m.product_id = d.product_id
             and m.location_id = d.location_id and m.business_date = d.business_date) as moved
        from inventory.daily_stock d) d
      where d.opening <> d.before or d.closing <> d.opening + d.moved`);
  const violations = async () =>
    (await rows<{ violations: number }>(violationsStatement())).filter((row) => row.violations > 0);
  const counts = () =>
    rows(`select (select count(*) from inventory.movements) as movements, (select count(*) from inventory.sales) as sales,
      (select count(*) from inventory.receipts) as receipts, (select count(*) from inventory.refunds) as refunds,
      (select count(*) from inventory.adjustments) as adjustments, (select count(*) from inventory.transfers) as transfers,
      (select count(*) from inventory.stock_counts) as counts`);

  it('load-retail: each document is of its day, also after the load was interrupted', async () => {
    const plan = planRetail(readRetailFile(fileOfThreeWeeks()));
    const firstHalf = { ...plan, documents: plan.documents.slice(0, 20) };
    await loadRetail(firstHalf, options);
    await loadRetail(plan, options);
    const days = await rows<{ day: string; sold: string }>(
      `select business_date::text as day, -sum(sales) as sold from inventory.daily_stock where sales <> 0 group by 1 order by 1`,
    );
    expect(days.map(({ day }) => day)).toEqual(
      Array.from({ length: 20 }, (_, n) => `2019-03-${String(n + 1).padStart(2, '0')}`).filter(
        (day) => day !== '2019-03-09',
      ),
    );
    expect(days[3]).toEqual({ day: '2019-03-04', sold: '5' });
    expect(
      await rows(
        `select distinct kind, business_date::text as day from inventory.movements where kind in ('REFUND', 'ADJUSTMENT') order by kind desc`,
      ),
    ).toEqual([
      { kind: 'REFUND', day: '2019-03-12' },
      { kind: 'ADJUSTMENT', day: '2019-03-15' },
    ]);
    const before = await counts();
    await loadRetail(plan, options);
    expect(await counts()).toEqual(before);
    const { data } = await api.request(
      `{ margin(from: "2019-03-01", to: "2019-03-31") { product { sku } quantity revenue quantityWithoutPrice } }`,
    );
    expect(data.margin).toEqual([
      { product: { sku: 'A1' }, quantity: 59, revenue: '49.50', quantityWithoutPrice: 0 },
      { product: { sku: 'B1' }, quantity: 37, revenue: '46.25', quantityWithoutPrice: 0 },
    ]);
    expect(await wrongDays()).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  it('the demo: weeks of sales, and work that is under way; a load that was stopped continues', async () => {
    const [row] = await rows<{ today: string }>(
      `select inventory.tenant_today('${tenant}')::text as today`,
    );
    await loadDemo(options, row!.today);
    const before = await counts();
    await loadDemo(options, row!.today);
    expect(await counts()).toEqual(before);
    const sold = planDemo(row!.today).weeks.flatMap(({ sales }) => sales).length;
    expect(before[0]).toMatchObject({ sales: sold + 2, transfers: 3, counts: 1 });
    const [history] = await rows<{ days: number }>(
      'select count(distinct business_date)::int as days from inventory.daily_stock',
    );
    expect(history!.days).toBeGreaterThan(28);
    const { data } = await api.request(`{
      locations { code kind } lowStock { product { sku } } expiringBatches(withinDays: 10) { batchNumber }
      sales(status: VOIDED, first: 5) { nodes { status } } transfers(status: DISPATCHED, first: 5) { nodes { status } }
      stockCounts(status: OPEN, first: 5) { nodes { lines { counted } } }
    }`);
    expect(data.locations).toHaveLength(3);
    expect(data.lowStock.length).toBeGreaterThan(0);
    expect(data.expiringBatches).toEqual([{ batchNumber: 'CREAM-SOON' }]);
    expect(data.sales.nodes).toHaveLength(1);
    expect(data.transfers.nodes).toHaveLength(1);
    expect(
      data.stockCounts.nodes[0].lines.filter((line: { counted: boolean }) => line.counted),
    ).toHaveLength(1);
    expect(await wrongDays()).toEqual([]);
    expect(await violations()).toEqual([]);
  });
});
