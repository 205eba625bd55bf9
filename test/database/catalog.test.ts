import {
  CATALOG_FILE,
  parseCatalog,
  printCatalog,
  readCatalog,
  serverMajor,
} from '../../src/lifecycle/catalog';
import { readSql } from '../../src/database/sql-files';
import { createTestDatabase, type TestDatabase } from '../support/database';

describe(CATALOG_FILE, () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  it('shows the schema as it stands (npm run generate)', async () => {
    const major = await serverMajor(database.pools.owner);
    const live = await readCatalog(database.pools.owner);
    const committed = parseCatalog(readSql(CATALOG_FILE));
    // Each major version prints expressions its own way; the names are the same on all.
    if (major !== committed.major) {
      expect([...live.keys()].sort()).toEqual([...committed.entries.keys()].sort());
    } else {
      expect(printCatalog(live, major)).toBe(readSql(CATALOG_FILE));
    }
  });

  it('reads back what it prints', async () => {
    const live = await readCatalog(database.pools.owner);
    expect(parseCatalog(printCatalog(live, 18))).toEqual({ entries: live, major: 18 });
  });
});
