import { migrate } from '../../src/lifecycle/migrate';
import { createTestDatabase, type TestDatabase } from '../support/database';

describe('migrating', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database?.drop());

  it('does nothing on a database of this version', async () => {
    expect(await migrate(database.url)).toEqual({ migrations: [], files: [], removed: [] });
  });

  it('applies again the one file whose content changed', async () => {
    const file = 'db/triggers/movement_immutable.sql';
    await database.pools.super.query(
      "update inventory.applied_files set content_hash = 'older' where path = $1",
      [file],
    );
    expect(await migrate(database.url)).toEqual({ migrations: [], files: [file], removed: [] });
    expect(await migrate(database.url)).toMatchObject({ files: [] });
  });

  it('says which file of an earlier version is gone', async () => {
    await database.pools.super.query(
      "insert into inventory.applied_files (path, content_hash) values ('db/triggers/gone.sql', 'x')",
    );
    expect(await migrate(database.url)).toMatchObject({ removed: ['db/triggers/gone.sql'] });
  });

  it('lets servers that start at once wait for each other', async () => {
    await database.pools.super.query('drop schema inventory cascade');
    const reports = await Promise.all([1, 2, 3].map(() => migrate(database.url)));
    expect(reports.filter(({ migrations }) => migrations.length > 0)).toHaveLength(1);
    expect(reports.filter(({ files }) => files.length > 0)).toHaveLength(1);
    const { rows } = await database.pools.owner.query('select from inventory.tenants');
    expect(rows).toEqual([]);
  });
});
