import { inReels } from '../sync/reels';
import { openTableServer, TABLE, type TableServer } from '../sync/table-server';

describe('tables with unusual keys, statuses and names', () => {
  let sync: TableServer;

  beforeAll(async () => {
    sync = await openTableServer();
  });
  afterAll(() => sync?.close());

  it('syncs a table WITHOUT ROWID in the order of its key', async () => {
    const file = sync.makeFile(
      'without-rowid.db',
      'create table t (k text primary key, s text, note text) without rowid',
      `insert into t values ('wa', 'in', 'x'), ('wb', 'in', 'x'), ('wc', 'in', 'x')`,
    );
    const status = 'select s from t order by k';
    await sync.expectRoundTrip(file, TABLE, ['wa', 'wb', 'wc'], status);
  });

  it('reads a table WITHOUT ROWID page by page', async () => {
    sync.makeFile(
      'long.db',
      'create table t (k text primary key, s text) without rowid',
      `with recursive n (value) as (select 1 union all select value + 1 from n where value < 1200)
       insert into t select 'l' || printf('%05d', value), 'in' from n`,
    );
    const id = await sync.source({ path: 'long.db', ...TABLE });
    expect(await sync.importing(id)).toMatchObject({ seen: 1200, created: 1200 });
    expect(await sync.importing(id)).toMatchObject({ seen: 1200, skipped: 1200, created: 0 });
    const { keys } = await sync.listKeys(id, 500);
    expect([keys.length, new Set(keys).size]).toEqual([1200, 1200]);
  });

  it.each([
    ['an INTEGER PRIMARY KEY', 'k integer primary key', 'integer', 1],
    ['a key of whole numbers', 'k int', 'integer', 0],
    ['a key of decimal numbers', 'k real', 'real', 0],
    ['a key without a declared type', 'k', 'integer', 0],
  ])('syncs a table with %s', async (_, column, type, isRowid) => {
    // SKUs are unique in the tenant, so each case has its own keys.
    const base = 100 * (1 + column.length);
    const keys = [7, 10, 11].map((number) => String(base + number));
    const file = sync.makeFile(
      `number-${column.length}.db`,
      `create table t (${column}, s text)`,
      `insert into t (k, s) values (${keys[0]}, 'in'), (${keys[1]}, 'in'), (${keys[2]}, 'in')`,
    );
    expect(inReels(file, 'select distinct typeof(k), k = rowid from t')).toEqual([[type, isRowid]]);
    await sync.expectRoundTrip(file, TABLE, keys, 'select s from t order by k');
  });

  it('treats the text 901 and the number 901 as the same key', async () => {
    sync.makeFile(
      'both.db',
      'create table t (k, s text)',
      `insert into t values (901, 'in'), ('901', 'in'), ('0901', 'in')`,
    );
    const id = await sync.source({ path: 'both.db', ...TABLE });
    const run = await sync.importing(id);
    expect(run).toMatchObject({ seen: 3, created: 1, errors: 2 });
    expect(run.rows.map(({ key, code }) => [key, code])).toEqual([
      ...[1, 2].map(() => ['901', 'KEY_DUPLICATE']),
    ]);
  });

  it('syncs statuses that are numbers', async () => {
    const file = sync.makeFile(
      'flags.db',
      'create table t (k text, s)',
      `insert into t values ('fa', 1), ('fb', 1), ('fc', 0)`,
    );
    const flags = { inStockValues: ['1'], soldValues: ['0'], lastDateColumn: null };
    const id = await sync.source({ path: 'flags.db', ...TABLE, ...flags });
    expect((await sync.listKeys(id)).keys).toEqual(['fa', 'fb']);
    expect(await sync.importing(id)).toMatchObject({ seen: 3, created: 2, skipped: 1 });
    await sync.sell(id, 'fa');
    expect(await sync.exporting(id)).toMatchObject({ exported: 1, conflicts: 0 });
    expect(inReels(file, 'select cast(s as text) from t order by k')).toEqual([
      ['0'],
      ['1'],
      ['0'],
    ]);
  });

  it('syncs names with quotes, spaces and emoji', async () => {
    const table = `"reels ""of"" ' 📦; drop table x"`;
    const file = sync.makeFile(
      'names.db',
      `create table ${table} ("the ""key"" 🔑" text, "st'atus; --" text, "größe 📏" integer)`,
      `insert into ${table} values ('qa', 'in', 1), ('q''b "', 'in', 2), ('q📦', 'in', 3)`,
    );
    const more = {
      ...{ tableName: `reels "of" ' 📦; drop table x`, keyColumn: 'the "key" 🔑' },
      ...{ statusColumn: "st'atus; --", inStockValues: ['in'], soldValues: ['out'] },
    };
    const status = `select "st'atus; --" from ${table} order by 1 = 'x'`;
    await sync.expectRoundTrip(file, more, ['qa', `q'b "`, 'q📦'], status);
    const { product } = await sync.ask(
      '{ product(sku: "q📦") { attributes batches { nodes { batchNumber } } } }',
    );
    expect(product).toEqual({
      ...{ attributes: { 'größe 📏': 3 }, batches: { nodes: [{ batchNumber: 'q📦' }] } },
    });
  });
});
