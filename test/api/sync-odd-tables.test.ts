import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inReels } from '../sync/reels';
import { openSyncStage, type Run, type SyncStage } from '../sync/stage';

const PRODUCTS = `query ($id: ID!, $first: Int!, $after: String) {
  externalProducts(sourceId: $id, first: $first, after: $after) {
    totalCount nodes { key status values } pageInfo { hasNextPage endCursor } } }`;
const MAPPINGS =
  'query ($id: ID!) { productMappings(sourceId: $id) { nodes { externalKey status externalStatus conflict } } }';

describe('tables of other kinds', () => {
  let sync: SyncStage;
  /** Makes a file in the shop's folder by its statements. */
  const makeFile = (name: string, ...statements: string[]) => {
    const file = path.join(sync.folder, 'shop', name);
    for (const statement of statements) inReels(file, statement);
    return file;
  };
  const listed = async (id: string, first = 2) => {
    const keys: string[] = [];
    for (let after: string | null = null; ;) {
      const { externalProducts } = await sync.ask(PRODUCTS, { id, first, after });
      keys.push(...externalProducts.nodes.map(({ key }: { key: string }) => key));
      if (!externalProducts.pageInfo.hasNextPage) return { keys, ...externalProducts };
      after = externalProducts.pageInfo.endCursor;
    }
  };
  const nothingNew = { created: 0, updated: 0, conflicts: 0, errors: 0 };

  /** Imports three rows, sells the second, tells it, takes it back; the whole way of a key. */
  const goRound = async (file: string, more: object, keys: string[], status: string) => {
    const id = await sync.source({ path: path.basename(file), lastDateColumn: null, ...more });
    expect((await listed(id)).keys).toEqual(keys);
    expect((await listed(id)).totalCount).toBe(3);
    expect(await sync.importing(id)).toMatchObject({ seen: 3, created: 3, errors: 0 });
    expect(await sync.importing(id)).toMatchObject({ seen: 3, skipped: 3, ...nothingNew });
    expect(await sync.importing(id, [keys[2]!])).toMatchObject({ seen: 1, skipped: 1 });
    const line = await sync.sell(id, keys[1]!);
    expect((await listed(id)).keys).toEqual([keys[0], keys[2]]);
    expect(await sync.exporting(id)).toMatchObject({ seen: 1, exported: 1, conflicts: 0 });
    expect(inReels(file, status)).toEqual([['in'], ['out'], ['in']]);
    await sync.refund(line);
    expect(await sync.exporting(id)).toMatchObject({ seen: 1, exported: 1, conflicts: 0 });
    expect(inReels(file, status)).toEqual([['in'], ['in'], ['in']]);
    expect(await sync.importing(id)).toMatchObject({ seen: 3, skipped: 3, ...nothingNew });
    return id;
  };
  const PLAIN = { tableName: 't', keyColumn: 'k', statusColumn: 's' };
  const VALUES = { inStockValues: ['in'], soldValues: ['out'] };

  beforeAll(async () => {
    sync = await openSyncStage();
  });
  afterAll(() => sync?.close());

  it('takes a table WITHOUT ROWID by its key', async () => {
    const file = makeFile(
      'without-rowid.db',
      'create table t (k text primary key, s text, note text) without rowid',
      `insert into t values ('wa', 'in', 'x'), ('wb', 'in', 'x'), ('wc', 'in', 'x')`,
    );
    const status = 'select s from t order by k';
    await goRound(file, { ...PLAIN, ...VALUES }, ['wa', 'wb', 'wc'], status);
  });

  it('takes one of more than a page', async () => {
    makeFile(
      'long.db',
      'create table t (k text primary key, s text) without rowid',
      `with recursive n (value) as (select 1 union all select value + 1 from n where value < 1200)
       insert into t select 'l' || printf('%05d', value), 'in' from n`,
    );
    const id = await sync.source({ path: 'long.db', ...PLAIN, ...VALUES });
    expect(await sync.importing(id)).toMatchObject({ seen: 1200, created: 1200 });
    expect(await sync.importing(id)).toMatchObject({ seen: 1200, skipped: 1200, created: 0 });
    const { keys } = await listed(id, 500);
    expect([keys.length, new Set(keys).size]).toEqual([1200, 1200]);
  });

  it.each([
    ['an INTEGER PRIMARY KEY', 'k integer primary key'],
    ['a key of whole numbers', 'k int'],
    ['a key of decimal numbers', 'k real'],
    ['a key of no type', 'k'],
  ])('takes %s', async (what, column) => {
    // SKUs are the tenant's, so each of these has numbers of its own.
    const base = 100 * (1 + column.length);
    const keys = [7, 10, 11].map((number) => String(base + number));
    const file = makeFile(
      `number-${column.length}.db`,
      `create table t (${column}, s text)`,
      `insert into t (k, s) values (${keys[0]}, 'in'), (${keys[1]}, 'in'), (${keys[2]}, 'in')`,
    );
    await goRound(file, { ...PLAIN, ...VALUES }, keys, 'select s from t order by k');
    expect(what).toBeTruthy();
  });

  it('tells the text 1 from the number 1 no more than a key can', async () => {
    makeFile(
      'both.db',
      'create table t (k, s text)',
      `insert into t values (901, 'in'), ('901', 'in'), ('0901', 'in')`,
    );
    const id = await sync.source({ path: 'both.db', ...PLAIN, ...VALUES });
    const run = await sync.importing(id);
    expect(run).toMatchObject({ seen: 3, created: 1, errors: 2 });
    expect(run.rows.map(({ key, code }) => [key, code])).toEqual([
      ...[1, 2].map(() => ['901', 'KEY_DUPLICATE']),
    ]);
  });

  it('takes statuses that are numbers', async () => {
    const file = makeFile(
      'flags.db',
      'create table t (k text, s)',
      `insert into t values ('fa', 1), ('fb', 1), ('fc', 0)`,
    );
    const flags = { inStockValues: ['1'], soldValues: ['0'], lastDateColumn: null };
    const id = await sync.source({ path: 'flags.db', ...PLAIN, ...flags });
    expect((await listed(id)).keys).toEqual(['fa', 'fb']);
    expect(await sync.importing(id)).toMatchObject({ seen: 3, created: 2, skipped: 1 });
    await sync.sell(id, 'fa');
    expect(await sync.exporting(id)).toMatchObject({ exported: 1, conflicts: 0 });
    expect(inReels(file, 'select cast(s as text) from t order by k')).toEqual([
      ['0'],
      ['1'],
      ['0'],
    ]);
  });

  it('takes names with quotes, blanks and emoji', async () => {
    const table = `"reels ""of"" ' 📦; drop table x"`;
    const file = makeFile(
      'names.db',
      `create table ${table} ("the ""key"" 🔑" text, "st'atus; --" text, "größe 📏" integer)`,
      `insert into ${table} values ('qa', 'in', 1), ('q''b "', 'in', 2), ('q📦', 'in', 3)`,
    );
    const more = {
      ...{ tableName: `reels "of" ' 📦; drop table x`, keyColumn: 'the "key" 🔑' },
      ...{ statusColumn: "st'atus; --", ...VALUES },
    };
    const status = `select "st'atus; --" from ${table} order by 1 = 'x'`;
    await goRound(file, more, ['qa', `q'b "`, 'q📦'], status);
    const { product } = await sync.ask(
      '{ product(sku: "q📦") { attributes batches { nodes { batchNumber } } } }',
    );
    expect(product).toEqual({
      ...{ attributes: { 'größe 📏': 3 }, batches: { nodes: [{ batchNumber: 'q📦' }] } },
    });
  });

  it('reads a view, and says that it cannot be written', async () => {
    makeFile(
      'view.db',
      'create table t (k text, s text)',
      `insert into t values ('va', 'in'), ('vb', 'in'), ('vc', 'in')`,
      'create view v as select k, s from t',
    );
    const view = { ...PLAIN, ...VALUES, tableName: 'v', lastDateColumn: null, allowComputed: true };
    const id = await sync.source({ path: 'view.db', ...view });
    expect((await listed(id)).keys).toEqual(['va', 'vb', 'vc']);
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
  ])('reads %s only if the source allows it', async (kind, sql, code, message) => {
    const name = `${kind.replaceAll(' ', '-')}.db`;
    makeFile(name, 'create table u (k text, s text)', sql);
    const id = await sync.source({ path: name, ...PLAIN, ...VALUES, lastDateColumn: null });
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

  it('writes a view that has a trigger for it', async () => {
    const file = makeFile(
      'writable.db',
      'create table t (k text, s text)',
      `insert into t values ('ia', 'in'), ('ib', 'in'), ('ic', 'in')`,
      'create view v as select k, s from t',
      `create trigger writes instead of update on v begin update t set s = new.s where k = new.k; end`,
    );
    const view = { ...PLAIN, ...VALUES, tableName: 'v', allowComputed: true };
    await goRound(file, view, ['ia', 'ib', 'ic'], 'select s from t order by k');
  });

  it.each([
    'pragma_database_list',
    'sqlite_dbpage',
    'sqlite_schema',
    'fsdir',
    'json_each',
    'dbstat',
  ])('knows no table %s, which is not of the file', async (tableName) => {
    makeFile('own.db', 'create table if not exists t (k text, s text)');
    const id = await sync.source({ path: 'own.db', ...VALUES, tableName });
    expect(await sync.importRefused(id)).toMatchObject({
      ...{ code: 'SYNC_TABLE_UNKNOWN', details: { table: tableName } },
    });
    expect(await sync.refused(PRODUCTS, { id, first: 5 })).toMatchObject({
      code: 'SYNC_TABLE_UNKNOWN',
    });
  });

  it.each([
    ['reads a file', `select name as k, 'in' as s, cast(data as text) as d from fsdir('SECRET')`],
    ['calls a function that does', `select 'a' as k, 'in' as s, readfile('SECRET') as d`],
    ['asks where it is', `select file as k, 'in' as s from pragma_database_list`],
  ])('uses no view that %s', async (what, query) => {
    const secret = path.join(sync.folder, 'secret');
    writeFileSync(secret, 'the secret');
    const name = `spy-${query.length}.db`;
    makeFile(name, `create view t as ${query.replace('SECRET', secret)}`);
    const id = await sync.source({ path: name, ...PLAIN, ...VALUES, allowComputed: true });
    for (const refusal of [
      await sync.refused(PRODUCTS, { id, first: 5 }),
      await sync.importRefused(id),
    ]) {
      expect(refusal).toMatchObject({ code: 'SYNC_FILE_BROKEN' });
      expect(JSON.stringify(refusal)).not.toContain('the secret');
    }
    expect(what).toBeTruthy();
  });

  it('lets no trigger of the file write outside of it', async () => {
    const target = path.join(sync.folder, 'written');
    makeFile(
      'writer.db',
      'create table t (k text, s text)',
      `insert into t values ('ta', 'in')`,
      `create trigger spy after update on t begin select writefile('${target}', 'x'); end`,
    );
    const id = await sync.source({ path: 'writer.db', ...PLAIN, ...VALUES, lastDateColumn: null });
    await sync.importing(id);
    await sync.sell(id, 'ta');
    expect(await sync.exportRefused(id)).toMatchObject({ code: 'SYNC_FILE_BROKEN' });
    expect(existsSync(target)).toBe(false);
  });

  it('reports a row that the file itself does not let be written, and writes the others', async () => {
    const file = makeFile(
      'picky.db',
      `create table t (k text, s text check (k <> 'ca' or s = 'in'))`,
      `insert into t values ('ca', 'in'), ('cb', 'in'), ('cc', 'in'), ('cd', 'in')`,
      `create trigger keeps before update on t when old.k = 'cb' begin select raise(ignore); end`,
      `create trigger stops before update on t when old.k = 'cc' begin select raise(abort, 'no'); end`,
    );
    const id = await sync.source({ path: 'picky.db', ...PLAIN, ...VALUES, lastDateColumn: null });
    await sync.importing(id);
    for (const key of ['ca', 'cb', 'cc', 'cd']) await sync.sell(id, key);
    const run: Run = await sync.exporting(id);
    expect(run).toMatchObject({ seen: 4, exported: 1, conflicts: 3 });
    expect(run.rows.map(({ key, code }) => [key, code])).toEqual([
      ...['ca', 'cb', 'cc'].map((key) => [key, 'WRITE_REFUSED']),
    ]);
    expect(inReels(file, 'select s from t order by k')).toEqual([['in'], ['in'], ['in'], ['out']]);
    // When the file lets it, it is made up for.
    inReels(file, 'drop trigger keeps');
    expect(await sync.exporting(id)).toMatchObject({ seen: 3, exported: 1, conflicts: 2 });
  });

  it('gives up a chunk that a trigger of the file takes back', async () => {
    const file = makeFile(
      'back.db',
      'create table t (k text, s text)',
      `insert into t values ('ba', 'in'), ('bb', 'in'), ('bc', 'in')`,
      `create trigger undo before update on t when old.k = 'bb' begin select raise(rollback, 'all back'); end`,
    );
    const id = await sync.source({ path: 'back.db', ...PLAIN, ...VALUES, lastDateColumn: null });
    await sync.importing(id);
    for (const key of ['ba', 'bb', 'bc']) await sync.sell(id, key);
    expect(await sync.exportRefused(id)).toMatchObject({ code: 'SYNC_FILE_BROKEN' });
    expect(inReels(file, 'select s from t order by k')).toEqual([['in'], ['in'], ['in']]);
    inReels(file, 'drop trigger undo');
    expect(await sync.exporting(id)).toMatchObject({ exported: 3, conflicts: 0 });
  });
});
