import { listSql } from '../../src/database/sql-files';
import { applyOrder, inOrder, ORDER_FILE } from '../../src/lifecycle/apply-order';
import { migrate } from '../../src/lifecycle/migrate';
import { ownFiles } from '../../src/lifecycle/schema-state';
import { DatabaseUnusable } from '../../src/lifecycle/wait';
import { createTestDatabase, type TestDatabase } from '../support/database';

describe(ORDER_FILE, () => {
  it('covers every file that is applied, once', () => {
    const order = applyOrder();
    const all = ['db/functions', 'db/report_v1', 'db/triggers', 'db/documents'].flatMap(listSql);
    expect([...order].sort()).toEqual([...all, 'db/functions_to_ledger.sql'].sort());
  });

  it('puts a named file where its line is, and the others of its folder by name', () => {
    const list = () => ['x/a.sql', 'x/b.sql', 'x/c.sql'];
    expect(inOrder('# first\nx/c.sql\n\nx\n', list)).toEqual(['x/c.sql', 'x/a.sql', 'x/b.sql']);
  });
});

describe('migrating', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database?.drop());

  it('does nothing on a database of this version', async () => {
    expect(await migrate(database.url)).toEqual({ migrations: [], files: [], removed: [] });
  });

  const makeOutdated = (file: string) =>
    database.pools.super.query(
      "update inventory.applied_files set content_hash = 'older' where path = $1",
      [file],
    );

  it('applies a file again whose content changed, and those after it', async () => {
    const order = [...ownFiles().keys()];
    const file = 'db/triggers/movement_immutable.sql';
    await makeOutdated(file);
    const files = order.slice(order.indexOf(file));
    expect(await migrate(database.url)).toEqual({ migrations: [], files, removed: [] });
    expect(await migrate(database.url)).toMatchObject({ files: [] });
  });

  it('recognises a renamed file by its content', async () => {
    const appliedAt = () =>
      database.pools.super.query(
        `select path, applied_at from inventory.applied_files where path like '%/definitions%'`,
      );
    const before = (await appliedAt()).rows;
    await database.pools.super.query(
      `update inventory.applied_files set path = 'db/functions/definitions-before.sql'
       where path = 'db/functions/definitions.sql'`,
    );
    expect(await migrate(database.url)).toEqual({ migrations: [], files: [], removed: [] });
    expect((await appliedAt()).rows).toEqual(before);
  });

  it('applies the declarations of documents to new columns', async () => {
    await database.pools.owner.query('alter table inventory.transfers add column note text');
    await makeOutdated('db/functions/declarations.sql');
    await migrate(database.url);
    const { rows } = await database.pools.owner.query(
      `select tgattr::int2[] @> array[attnum] as guarded from pg_trigger
       join pg_attribute on attrelid = tgrelid and attname = 'note'
       where tgrelid = 'inventory.transfers'::regclass and tgname = '_300_document_immutable__update'`,
    );
    expect(rows).toEqual([{ guarded: true }]);
  });

  it('says what to do with tables of a state before the first release, and leaves them as they are', async () => {
    const rename = (from: string, to: string) =>
      database.pools.owner.query(`alter table inventory.tenants rename column ${from} to ${to}`);
    await rename('time_zone', 'zone');
    await makeOutdated('db/report_v1/tenant.sql');
    const refused = migrate(database.url);
    await expect(refused).rejects.toThrow(DatabaseUnusable);
    await expect(refused).rejects.toThrow(
      /^db\/report_v1\/tenant.sql cannot be applied: column .* does not exist\. .* delete the data folder \(\.data\), or make the database anew$/,
    );
    await rename('zone', 'time_zone');
    expect(await migrate(database.url)).toMatchObject({ migrations: [], removed: [] });
  });

  it('reports a file of an earlier version that was removed', async () => {
    await database.pools.super.query(
      "insert into inventory.applied_files (path, content_hash) values ('db/triggers/gone.sql', 'x')",
    );
    expect(await migrate(database.url)).toMatchObject({ removed: ['db/triggers/gone.sql'] });
  });

  it('is done once when several servers start at once', async () => {
    await database.pools.super.query('drop schema inventory cascade');
    const reports = await Promise.all([1, 2, 3].map(() => migrate(database.url)));
    expect(reports.filter(({ migrations }) => migrations.length > 0)).toHaveLength(1);
    expect(reports.filter(({ files }) => files.length > 0)).toHaveLength(1);
    const { rows } = await database.pools.owner.query('select from inventory.tenants');
    expect(rows).toEqual([]);
  });
});
