import { createTestDatabase, type TestDatabase } from '../support/database';

// A table that only grows is vacuumed and analysed by what is new, not by a share of all that it has.

describe('autovacuum', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  it('visits the tables that only grow after a hundredth of their rows', async () => {
    const { rows } = await database.pools.super.query<{ name: string; options: string[] }>(
      `select c.relname as name, c.reloptions as options from pg_class c
       where c.relnamespace = 'inventory'::regnamespace and c.relkind = 'r'
         and c.reloptions::text ~ 'autovacuum' order by c.relname`,
    );
    expect(rows.map(({ name }) => name)).toEqual([
      ...['audit_log', 'daily_stock', 'idempotency_keys', 'movements', 'sale_lines', 'sales'],
    ]);
    for (const { options } of rows) {
      expect(options).toEqual(
        expect.arrayContaining([
          'autovacuum_vacuum_insert_scale_factor=0.01',
          'autovacuum_vacuum_insert_threshold=10000',
          'autovacuum_analyze_scale_factor=0.02',
        ]),
      );
    }
  });
});
