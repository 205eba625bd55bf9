import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inReels } from '../sync/reels';
import { EXTERNAL_PRODUCTS, openTableServer, TABLE, type TableServer } from '../sync/table-server';

const MAPPINGS =
  'query ($id: ID!) { productMappings(sourceId: $id) { nodes { externalKey status externalStatus conflict } } }';

describe('expressions of an external file: views, generated columns and triggers', () => {
  let sync: TableServer;

  beforeAll(async () => {
    sync = await openTableServer();
  });
  afterAll(() => sync?.close());

  it('reads a view, and reports that it cannot be written', async () => {
    sync.makeFile(
      'view.db',
      'create table t (k text, s text)',
      `insert into t values ('va', 'in'), ('vb', 'in'), ('vc', 'in')`,
      'create view v as select k, s from t',
    );
    const view = { ...TABLE, tableName: 'v', lastDateColumn: null, allowComputed: true };
    const id = await sync.source({ path: 'view.db', ...view });
    expect((await sync.listKeys(id)).keys).toEqual(['va', 'vb', 'vc']);
    expect(await sync.importing(id)).toMatchObject({ created: 3 });
    expect(await sync.exporting(id)).toMatchObject({ seen: 0 }); // nothing to write
    await sync.sell(id, 'vb');
    expect(await sync.exportRefused(id)).toMatchObject({ code: 'SYNC_FILE_READ_ONLY' });
    expect((await sync.ask(MAPPINGS, { id })).productMappings.nodes[1]).toEqual({
      ...{ externalKey: 'vb', status: 'IN_STOCK', externalStatus: 'in', conflict: null },
    });
  });

  it.each([
    ['a view', 'create view t as select k, s from u', 'SYNC_TABLE_UNKNOWN', 'is a view'],
    [
      'a virtual table',
      'create virtual table t using fts5(k, s)',
      'SYNC_TABLE_UNKNOWN',
      'is a virtual table',
    ],
    [
      'a generated column',
      `create table t (k text, n text, s text as (n))`,
      'SYNC_COLUMN_UNKNOWN',
      'is generated',
    ],
  ])('reads %s only if the source allows computed values', async (kind, sql, code, message) => {
    const name = `${kind.replaceAll(' ', '-')}.db`;
    sync.makeFile(name, 'create table u (k text, s text)', sql);
    const id = await sync.source({ path: name, ...TABLE, lastDateColumn: null });
    const { testSyncSource: found } = await sync.ask(
      'query ($id: ID!) { testSyncSource(id: $id) { failure message } }',
      { id },
    );
    expect(found).toEqual({ failure: code, message: expect.stringContaining(message) as string });
    expect(await sync.importRefused(id)).toMatchObject({ code });
    await sync.ask(
      'mutation ($id: ID!) { updateSyncSource(input: { id: $id, allowComputed: true }) { id } }',
      { id },
    );
    expect(await sync.importing(id)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('writes a view that has a trigger for updates', async () => {
    const file = sync.makeFile(
      'writable.db',
      'create table t (k text, s text)',
      `insert into t values ('ia', 'in'), ('ib', 'in'), ('ic', 'in')`,
      'create view v as select k, s from t',
      `create trigger writes instead of update on v begin update t set s = new.s where k = new.k; end`,
    );
    const view = { ...TABLE, tableName: 'v', allowComputed: true };
    await sync.expectRoundTrip(file, view, ['ia', 'ib', 'ic'], 'select s from t order by k');
  });

  it.each([
    'pragma_database_list',
    'sqlite_dbpage',
    'sqlite_schema',
    'fsdir',
    'json_each',
    'dbstat',
  ])('does not read the built-in table %s', async (tableName) => {
    sync.makeFile('own.db', 'create table if not exists t (k text, s text)');
    const id = await sync.source({ path: 'own.db', ...TABLE, tableName });
    expect(await sync.importRefused(id)).toMatchObject({
      ...{ code: 'SYNC_TABLE_UNKNOWN', details: { table: tableName } },
    });
    expect(await sync.refused(EXTERNAL_PRODUCTS, { id, first: 5 })).toMatchObject({
      code: 'SYNC_TABLE_UNKNOWN',
    });
  });

  it.each([
    [
      'a table of files',
      `select name as k, 'in' as s, cast(data as text) as d from fsdir('SECRET')`,
      'no such table: main.fsdir',
    ],
    [
      'a function that reads a file',
      `select 'a' as k, 'in' as s, readfile('SECRET') as d`,
      'no such function: readfile',
    ],
    [
      "the pragma that shows the file's path",
      `select file as k, 'in' as s from pragma_database_list`,
      'unsafe use of virtual table "pragma_database_list"',
    ],
  ])('refuses a view that uses %s', async (_, query, reason) => {
    const secret = path.join(sync.folder, 'secret');
    writeFileSync(secret, 'the secret');
    const name = `outside-${query.length}.db`;
    sync.makeFile(name, `create view t as ${query.replace('SECRET', secret)}`);
    const id = await sync.source({ path: name, ...TABLE, allowComputed: true });
    for (const refusal of [
      await sync.refused(EXTERNAL_PRODUCTS, { id, first: 5 }),
      await sync.importRefused(id),
    ]) {
      expect(refusal).toMatchObject({ code: 'SYNC_FILE_BROKEN' });
      expect(JSON.stringify(refusal)).not.toContain('the secret');
    }
    const { testSyncSource } = await sync.ask(
      'query ($id: ID!) { testSyncSource(id: $id) { message } }',
      { id },
    );
    expect(testSyncSource.message).toContain(reason);
  });

  it('prevents a trigger from writing another file', async () => {
    const target = path.join(sync.folder, 'written');
    sync.makeFile(
      'writer.db',
      'create table t (k text, s text)',
      `insert into t values ('ta', 'in')`,
      `create trigger copies after update on t begin select writefile('${target}', 'x'); end`,
    );
    const id = await sync.source({ path: 'writer.db', ...TABLE, lastDateColumn: null });
    await sync.importing(id);
    await sync.sell(id, 'ta');
    expect(await sync.exportRefused(id)).toMatchObject({ code: 'SYNC_FILE_BROKEN' });
    expect(existsSync(target)).toBe(false);
  });

  it('reports rows that the file refuses to update, and writes the others', async () => {
    const file = sync.makeFile(
      'picky.db',
      `create table t (k text, s text check (k <> 'ca' or s = 'in'))`,
      `insert into t values ('ca', 'in'), ('cb', 'in'), ('cc', 'in'), ('cd', 'in')`,
      `create trigger keeps before update on t when old.k = 'cb' begin select raise(ignore); end`,
      `create trigger stops before update on t when old.k = 'cc' begin select raise(abort, 'no'); end`,
    );
    const id = await sync.source({ path: 'picky.db', ...TABLE, lastDateColumn: null });
    await sync.importing(id);
    for (const key of ['ca', 'cb', 'cc', 'cd']) await sync.sell(id, key);
    const run = await sync.exporting(id);
    expect(run).toMatchObject({ seen: 4, exported: 1, conflicts: 3 });
    expect(run.rows.map(({ key, code }) => [key, code])).toEqual([
      ...['ca', 'cb', 'cc'].map((key) => [key, 'WRITE_REFUSED']),
    ]);
    expect(inReels(file, 'select s from t order by k')).toEqual([['in'], ['in'], ['in'], ['out']]);
    // The next export writes what the file no longer refuses.
    inReels(file, 'drop trigger keeps');
    expect(await sync.exporting(id)).toMatchObject({ seen: 3, exported: 1, conflicts: 2 });
  });

  it('writes nothing of a chunk that a trigger rolls back', async () => {
    const file = sync.makeFile(
      'back.db',
      'create table t (k text, s text)',
      `insert into t values ('ba', 'in'), ('bb', 'in'), ('bc', 'in')`,
      `create trigger undo before update on t when old.k = 'bb' begin select raise(rollback, 'all back'); end`,
    );
    const id = await sync.source({ path: 'back.db', ...TABLE, lastDateColumn: null });
    await sync.importing(id);
    for (const key of ['ba', 'bb', 'bc']) await sync.sell(id, key);
    expect(await sync.exportRefused(id)).toMatchObject({ code: 'SYNC_FILE_BROKEN' });
    expect(inReels(file, 'select s from t order by k')).toEqual([['in'], ['in'], ['in']]);
    inReels(file, 'drop trigger undo');
    expect(await sync.exporting(id)).toMatchObject({ exported: 3, conflicts: 0 });
  });
});
