import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { packageRoot, readSql } from '../../src/database/sql-files';
import { asTenant, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

const RULES = readdirSync(path.join(packageRoot, 'db/violations'));

// Backdated sales that are written together leave the same figures as those that are written one line at a time.

interface Sale {
  /** How many days before today. */
  readonly days: number | undefined;
  /** Of its lines. */
  readonly quantities: number[];
}

/** Sales that are written together, or a receipt of today. */
type Step = Sale[] | 'receipt';

const on = (days: number, ...quantities: number[]): Sale => ({ days, quantities });
const today = (...quantities: number[]): Sale => ({ days: undefined, quantities });

const CASES: [string, Step[]][] = [
  ['of one day', [[on(3, 2, 1, 4), on(3, 3, 2), on(3, 1)]]],
  ['of several days in order', [[on(4, 2, 1), on(3, 3, 2), on(2, 1)]]],
  ['of several days, out of order', [[on(2, 2, 1), on(4, 3, 2), on(3, 1)]]],
  ['of an earlier day and today', [[today(2, 1), on(3, 3, 2)]]],
  ['before another batch came', ['receipt', [on(3, 2, 1, 4), on(3, 3, 2)]]],
  ['after what has moved before', [[on(4, 1)], [on(2, 2, 1, 4), on(2, 3)], [today(3, 2, 1, 1)]]],
  ['that take from two batches', [[on(3, 25, 3), on(3, 5, 5), on(3, 4)]]],
];

describe('backdated sales written together', () => {
  let database: TestDatabase;
  let shop: TestShop;
  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  const dayOf = (days: number): string => {
    const day = new Date(`${shop.today}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() - days);
    return day.toISOString().slice(0, 10);
  };

  /** A product with two batches, received ten days ago. */
  async function receive(): Promise<string> {
    const sku = randomUUID();
    const { id } = await shop.call('create_product', { sku, name: sku });
    await shop.call('receive_stock', {
      ...{ locationId: shop.location, businessDate: dayOf(10) },
      lines: [
        { productId: id, batchNumber: 'first', quantity: 30, expiryDate: '2100-01-01' },
        { productId: id, batchNumber: 'second', quantity: 40, expiryDate: '2100-02-01' },
      ],
    });
    return id;
  }

  const receiveToday = (productId: string) =>
    shop.call('receive_stock', {
      locationId: shop.location,
      lines: [{ productId, batchNumber: 'third', quantity: 5, expiryDate: '2100-03-01' }],
    });

  const inputOf = ({ days }: Sale, lines: object[]) => ({
    ...{ locationId: shop.location, lines },
    ...(days !== undefined && { businessDate: dayOf(days) }),
  });

  async function sellTogether(product: string, sales: Sale[]): Promise<void> {
    const requests = sales.map((sale) => {
      const lines = sale.quantities.map((quantity) => ({ productId: product, quantity }));
      const input = inputOf(sale, [...lines, { productId: shop.postage, quantity: 1 }]);
      return { actor: 'anna', role: 'admin', input };
    });
    const { rows } = await database.pools.app.query<{ result: { error?: object }[] }>(
      `select inventory.write_group($1, 'record_sale', $2) as result`,
      [shop.tenant, JSON.stringify(requests)],
    );
    expect(rows[0]!.result.map(({ error }) => error)).toEqual(sales.map(() => undefined));
  }

  async function sellLineByLine(product: string, sales: Sale[]): Promise<void> {
    for (const sale of sales) {
      for (const quantity of sale.quantities) {
        await shop.call('record_sale', inputOf(sale, [{ productId: product, quantity }]));
      }
    }
  }

  const read = <Row extends object>(sql: string, ...values: string[]): Promise<Row[]> =>
    asTenant(database.pools.super, shop.tenant, async (client) => {
      return (await client.query<Row>(sql, values)).rows;
    });

  async function figuresOf(product: string) {
    const days = await read(
      `select business_date::text, opening, purchases, sales, closing from inventory.daily_stock
       where product_id = $1 order by business_date`,
      product,
    );
    const movements = await read(
      `select b.batch_number, m.kind, m.quantity, m.sequence, m.balance_before, m.balance_after, m.business_date::text
       from inventory.movements m join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
       where m.product_id = $1 order by b.batch_number, m.sequence`,
      product,
    );
    const stock = await read(
      `select b.batch_number, s.quantity, s.in_stock, s.sold_quantity, s.last_business_date::text
       from inventory.batch_stock s join inventory.batches b on b.tenant_id = s.tenant_id and b.id = s.batch_id
       where s.product_id = $1 order by b.batch_number`,
      product,
    );
    const level = await read(
      'select on_hand, last_business_date::text from inventory.stock_levels where product_id = $1',
      product,
    );
    return { days, movements, stock, level };
  }

  it.each(CASES)('%s', async (_, steps) => {
    const [together, apart] = [await receive(), await receive()];
    for (const step of steps) {
      if (step === 'receipt') {
        for (const product of [together, apart]) await receiveToday(product);
      } else {
        await sellTogether(together, step);
        await sellLineByLine(apart, step);
      }
    }
    expect(await figuresOf(together)).toEqual(await figuresOf(apart));
    const violations: string[] = [];
    for (const file of RULES) {
      const [row] = await read<{ violations: number }>(readSql(`db/violations/${file}`));
      if (Number(row!.violations) > 0) violations.push(file);
    }
    expect(violations).toEqual([]);
  });
});
