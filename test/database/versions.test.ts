import { examine } from '../../src/lifecycle/doctor';
import { SchemaNewer } from '../../src/lifecycle/wait';
import { migrate } from '../../src/lifecycle/migrate';
import { isNewer, VERSION } from '../../src/lifecycle/version';
import { bincard } from '../cli/bincard';
import { createTestDatabase, type TestDatabase } from '../support/database';

describe('versions', () => {
  it.each([
    ['0.1.0', '0.1.0', false],
    ['0.10.0', '0.9.1', true],
    ['1.0.0', '0.99.99', true],
    ['1.0.0', '1.0.0-rc.2', true],
    ['1.0.0-rc.2', '1.0.0', false],
    ['1.0.0-rc.10', '1.0.0-rc.9', true],
    ['1.0.1-rc.1', '1.0.0', true],
    ['1.0.0+build.9', '1.0.0', false],
  ])('%s comes after %s: %s', (one, other, newer) => {
    expect(isNewer(one, other)).toBe(newer);
  });
});

describe('a database of a later version', () => {
  const FILE = 'db/functions/definitions.sql';
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database?.drop());

  const change = (text: string) => database.pools.super.query(text);
  const laterFile = (by: string) =>
    change(
      `update inventory.applied_files set content_hash = 'later', applied_by = '${by}' where path = '${FILE}';
       comment on function inventory.business_date(text, timestamptz) is 'of the later version'`,
    );

  it('is refused because of a migration that this version does not have', async () => {
    await change(
      "insert into inventory.schema_migrations (timestamp, name) values (9000000000000, 'Later9')",
    );
    await expect(migrate(database.url)).rejects.toThrow(SchemaNewer);
    await expect(migrate(database.url)).rejects.toThrow(
      /its migration Later9: install the version/,
    );
  });

  it('is refused because of a file of functions, which is not changed', async () => {
    await laterFile('99.1.0');
    await expect(migrate(database.url)).rejects.toThrow(
      `by Bincard 99.1.0, and this is ${VERSION}: install version 99.1.0 or newer`,
    );
    const { rows } = await database.pools.super.query(
      'select content_hash, applied_by from inventory.applied_files where path = $1',
      [FILE],
    );
    expect(rows).toEqual([{ content_hash: 'later', applied_by: '99.1.0' }]);
    const { rows: comments } = await database.pools.super.query(
      `select obj_description('inventory.business_date(text, timestamptz)'::regprocedure) as comment`,
    );
    expect(comments).toEqual([{ comment: 'of the later version' }]);
  });

  it('is refused because of a file that this version does not have', async () => {
    await change(
      "insert into inventory.applied_files (path, content_hash, applied_by) values ('db/triggers/later.sql', 'x', '99.0.0')",
    );
    await expect(migrate(database.url)).rejects.toThrow(SchemaNewer);
  });

  it('is accepted when all files that it applied are the same in this version', async () => {
    await change("update inventory.applied_files set applied_by = '99.0.0'");
    expect(await migrate(database.url)).toEqual({ migrations: [], files: [], removed: [] });
  });

  it.each([VERSION, '0.0.1'])(
    'is not assumed when version %s applied other content',
    async (by) => {
      await laterFile(by);
      expect(await migrate(database.url)).toMatchObject({
        files: expect.arrayContaining([FILE]) as string[],
      });
      const { rows } = await database.pools.super.query(
        'select applied_by from inventory.applied_files where path = $1',
        [FILE],
      );
      expect(rows).toEqual([{ applied_by: VERSION }]);
    },
  );

  it('is reported by doctor', async () => {
    await laterFile('99.0.0');
    const findings = await examine(database.pools.owner);
    expect(findings.map(({ problem }) => problem).join()).toContain('install version 99.0.0');
  });

  it.each([['migrate'], ['start'], ['worker'], ['rules']])(
    'is refused by bincard %s in one line, with exit code 2',
    async (command) => {
      await laterFile('99.0.0');
      const outcome = await bincard([command], { DATABASE_URL: database.url, PORT: '0' });
      expect(outcome).toMatchObject({ code: 2, stdout: '' });
      expect(outcome.stderr).toMatch(/^bincard: This database was migrated by .*\n$/);
    },
  );
});
