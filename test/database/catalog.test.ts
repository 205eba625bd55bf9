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

  it('is the catalog of the current schema (npm run generate)', async () => {
    const major = await serverMajor(database.pools.owner);
    const live = await readCatalog(database.pools.owner);
    const committed = parseCatalog(readSql(CATALOG_FILE));
    // Major versions print expressions differently; the names are the same.
    if (major !== committed.major) {
      expect([...live.keys()].sort()).toEqual([...committed.entries.keys()].sort());
    } else {
      expect(printCatalog(live, major)).toBe(readSql(CATALOG_FILE));
    }
  });

  it('is parsed to what was printed', async () => {
    const live = await readCatalog(database.pools.owner);
    expect(parseCatalog(printCatalog(live, 18))).toEqual({ entries: live, major: 18 });
  });
});
