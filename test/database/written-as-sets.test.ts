import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { PoolClient } from 'pg';
import { packageRoot, readSql } from '../../src/database/sql-files';
import { asTenant, refusalOf, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';
import { receiptSql } from '../rules/statements';

// The rows of one statement are posted and audited together: with the figures, chains and hashes that they would get one by one.

const RULES = readdirSync(path.join(packageRoot, 'db/violations'));

describe('rows that one statement writes', () => {
  let database: TestDatabase;
  let shop: TestShop;

  beforeEach(async () => ({ database, shop } = await openShopDatabase()));
  afterEach(() => database?.drop());

  const within = <Result>(work: (client: PoolClient) => Promise<Result>) =>
    asTenant(database.pools.super, shop.tenant, work);
  const rowsOf = async <Row extends object>(sql: string): Promise<Row[]> =>
    (await within((client) => client.query<Row>(sql))).rows;

  /** The rules that rows violate. */
  async function violated(): Promise<string[]> {
    const found: string[] = [];
    for (const file of RULES) {
      const [row] = await rowsOf<{ violations: number }>(readSql(`db/violations/${file}`));
      if (Number(row!.violations) > 0) found.push(file);
    }
    return found;
  }

  /** On hand, the day's figures, and the last movements of the shop's product at a location. */
  async function figuresAt(location: string) {
    const [level] = await rowsOf<{ onHand: number; late: boolean }>(
      `select s.on_hand as "onHand", s.last_movement_at < max(m.recorded_at) as late
       from inventory.stock_levels s join inventory.movements m using (tenant_id, product_id, location_id)
       where s.product_id = '${shop.product}' and s.location_id = '${location}' group by 1, s.last_movement_at`,
    );
    const days = await rowsOf<{ purchases: number; closing: number }>(
      `select opening, purchases, closing, business_date = '${shop.today}' as today from inventory.daily_stock
       where product_id = '${shop.product}' and location_id = '${location}' order by business_date`,
    );
    return { onHand: 0, late: false, ...level, days };
  }
  const lines = [4, 5, 6].map((quantity, n) => ({ quantity, number: `SET-${n}` }));

  it.each(['location', 'otherLocation'] as const)(
    'batches of one product have the figures of as many receipts (%s)',
    async (place) => {
      const location = shop[place];
      const before = await figuresAt(location);
      await within((client) => client.query(receiptSql(shop, lines, { location })));
      const together = await figuresAt(location);
      expect(together.onHand).toBe(before.onHand + 15);
      expect(together.late).toBe(false);
      for (const line of lines) {
        await within((client) =>
          client.query(receiptSql(shop, [{ ...line, number: `ONE-${line.number}` }], { location })),
        );
      }
      const apart = await figuresAt(location);
      expect(apart.onHand).toBe(together.onHand + 15);
      const today = together.days.at(-1)!;
      expect(apart.days.at(-1)).toEqual({
        ...today,
        purchases: today.purchases + 15,
        closing: today.closing + 15,
      });
      expect(await violated()).toEqual([]);
    },
  );

  it('movements of one product follow each other in time, each with the id of its time', async () => {
    await within((client) => client.query(receiptSql(shop, lines)));
    const rows = await rowsOf<{ id: string }>(
      `select m.id from inventory.movements m join inventory.batches b on b.id = m.batch_id
       where b.batch_number like 'SET-%' order by m.recorded_at`,
    );
    expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).sort());
    expect(new Set(rows.map(({ id }) => id)).size).toBe(3);
    const { rows: times } = await within((client) =>
      client.query('select distinct recorded_at from inventory.movements where id = any ($1)', [
        rows.map(({ id }) => id),
      ]),
    );
    expect(times).toHaveLength(3);
  });

  it('a level that the lines together would bring over the limit is refused', async () => {
    const most = (
      await rowsOf<{ most: number }>('select inventory.largest_quantity() as most')
    )[0]!;
    const over = [
      { quantity: most.most, number: 'MOST' },
      { quantity: 1, number: 'MORE' },
    ];
    expect(
      await refusalOf(
        within((client) => client.query(receiptSql(shop, over, { location: shop.otherLocation }))),
      ),
    ).toBe('quantity_too_large');
  });

  it('a day that was closed ahead of the clock takes no batch', async () => {
    await within((client) =>
      client.query(`set local session_replication_role = replica;
        update inventory.tenants set last_closed_on = '${shop.today}'`),
    );
    expect(await refusalOf(within((client) => client.query(receiptSql(shop, lines))))).toBe(
      'day_closed',
    );
  });

  it('each record has a chain of its own in the audit log, and rows of one record follow each other', async () => {
    await within((client) =>
      client.query(
        `insert into inventory.products (tenant_id, id, sku, name)
         select '${shop.tenant}', inventory.uuid_v7(), 'SET-' || n, 'Set ' || n from generate_series(1, 20) n;
         insert into inventory.product_units (tenant_id, product_id, code, factor)
         select p.tenant_id, p.id, u.code, u.factor from inventory.products p, (values ('box', 6), ('pallet', 60)) u (code, factor)
         where p.sku like 'SET-%'`,
      ),
    );
    const entries = await rowsOf(
      `select a.entity, array_agg(distinct a.sequence order by a.sequence) as sequences, count(*)::int as entries
       from inventory.audit_log a join inventory.products p on p.id::text = a.entity_id
       where p.sku like 'SET-%' group by a.entity order by a.entity`,
    );
    expect(entries).toEqual([
      { entity: 'product', sequences: ['1'], entries: 20 },
      { entity: 'product_unit', sequences: ['1', '2', '3'], entries: 60 },
    ]);
    expect(await rowsOf('select * from inventory.broken_audit(null, null)')).toEqual([]);
    const codes = await rowsOf(`select from inventory.product_codes where code like 'SET-%'`);
    expect(codes).toHaveLength(20);
  });
});
