import { MIGRATIONS } from '../../db/migrations';
import { SqlMigration } from '../../db/migrations/sql-migration';
import { createDataSource } from '../../src/database/data-source';
import { readRules } from '../../src/lifecycle/rules';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { findingsIn } from '../support/findings';
import { openShop, PRODUCTS } from '../support/shop';

// A migration after a release (docs/adding-a-column.md) runs on a filled database and asserts on its rows before and after.

class ShelfLife1800000000001 extends SqlMigration {
  protected readonly files = ['test/database/later-migrations/shelf-life.sql'];
}

class NotAsExpected1800000000002 extends SqlMigration {
  protected readonly files = ['test/database/later-migrations/not-as-expected.sql'];
}

describe('a later migration', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
    await openShop(database);
    await openShop(database, 'second');
  });
  afterEach(() => database?.drop());

  const run = async (migration: (typeof MIGRATIONS)[number]) => {
    const dataSource = createDataSource(database.url, [...MIGRATIONS, migration]);
    await dataSource.initialize();
    try {
      return (await dataSource.runMigrations()).map(({ name }) => name);
    } finally {
      await dataSource.destroy();
    }
  };
  const rows = async (query: string) => (await database.pools.super.query(query)).rows;
  /** The rows of both tenants that neither sample may change. */
  const unchanged = () =>
    rows(`select
      (select jsonb_agg(to_jsonb(m) order by m.id) from inventory.movements m) as movements,
      (select jsonb_agg(to_jsonb(s) order by s.tenant_id, s.product_id, s.location_id) from inventory.stock_levels s) as stock,
      (select jsonb_agg(to_jsonb(l) order by l.id) from inventory.locations l) as locations,
      (select jsonb_agg(to_jsonb(p) - '{shelf_life_days,version,updated_at}'::text[] order by p.id) from inventory.products p) as products`);
  const shelfLives = () =>
    rows(`select t.code as tenant, p.sku, p.shelf_life_days is not null as known
      from inventory.products p join inventory.tenants t on t.id = p.tenant_id order by t.code, p.sku`);

  it('fills in the rows of every tenant and leaves the others as they were', async () => {
    const before = await unchanged();
    expect(await run(ShelfLife1800000000001)).toEqual(['ShelfLife1800000000001']);
    const known = ['second', 'shop'].flatMap((tenant) =>
      PRODUCTS.map((sku) => ({
        tenant,
        sku,
        known: sku === 'A' || sku === 'B',
      })),
    );
    expect(await shelfLives()).toEqual(known);
    expect(await unchanged()).toEqual(before);
  });

  it('gives its constraint the comment of the rule', async () => {
    await run(ShelfLife1800000000001);
    const rules = await readRules(database.pools.owner);
    const rule = rules.find(({ name }) => name === 'quantity_not_positive');
    expect(rule).toMatchObject({ sentences: 1 });
    expect(rule?.enforcedBy).toContain('check products.quantity_not_positive__shelf_life_days');
  });

  it('is rolled back as a whole when an assertion fails for any tenant', async () => {
    const before = await unchanged();
    await expect(run(NotAsExpected1800000000002)).rejects.toThrow(
      'Migration assertion failed: every product has stock; 4 rows are exceptions',
    );
    expect(await unchanged()).toEqual(before);
    expect(await rows(`select from inventory.schema_migrations where name like 'Not%'`)).toEqual(
      [],
    );
    expect(await findingsIn(database.pools.owner)).toEqual([]);
  });
});
