import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { SyncSource } from '../../src/sync/source';
import { SourceProcess } from '../../src/sync/source-process';

// A table or view of the file wins over a table-valued function of SQLite with the same name. No statement may read such
// an object instead of the function, nor a view without allowComputed.

jest.setTimeout(120_000);

const ITEMS = `create table items (k text, s text); insert into items values ('a', 'in'), ('b', 'in')`;
const EVIL = `create view evil as select 1 as k, 'in' as s, hex(zeroblob(4)) as secret from items`;
const ENDLESS = 'with recursive r (x) as (select 1 union all select x + 1 from r)';
/** Views that SQLite expands 2^16 times each when it prepares a query of them. */
const NESTED = [
  'create view v0 as select k from items',
  ...Array.from(
    { length: 15 },
    (_, at) => `create view v${at + 1} as select a.k from v${at} a, v${at} b`,
  ),
  ...Array.from({ length: 30 }, (_, at) => `create view w${at} as select k from v15`),
].join(';');

describe('an external file that takes the names of functions', () => {
  let folder: string;
  let file: SourceProcess;
  const make = (sql: string): void => {
    const name = path.join(folder, 'shop', 'x.db');
    const db = new DatabaseSync(name);
    db.enableDefensive(false);
    db.exec(sql);
    db.close();
  };
  const open = (tableName: string, more: Partial<SyncSource> = {}): Promise<null> => {
    const source = {
      ...{ tenantCode: 'shop', path: 'x.db', tableName, keyColumn: 'k', statusColumn: 's' },
      ...{ inStockValues: ['in'], soldValues: ['out'], quantityColumn: null, timeZone: 'UTC' },
      ...{ lastDateColumn: null, mappings: null, allowComputed: false, ...more },
    } as unknown as SyncSource;
    return file.request('open', { folder, source, mode: 'rw' });
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-sync-'));
    mkdirSync(path.join(folder, 'shop'));
    file = new SourceProcess({ deadlineMs: 8_000, memoryMb: 300 });
  });
  afterEach(async () => {
    await file.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    [
      'the list of tables',
      `${EVIL}; create view pragma_table_list as select 'table' type, 'evil' name, 'main' schema`,
      'evil',
    ],
    [
      'the text encoding',
      `create view pragma_encoding as ${ENDLESS} select 'UTF-8' as encoding from r where x < 0`,
      'items',
    ],
    ['a list of keys', `create view json_each as select 'zzz' as value`, 'items'],
    ['a list of keys, as a table', `create table "Json_Each" (value)`, 'items'],
    ['a pragma, as a virtual table', `create virtual table PRAGMA_x using fts5(a)`, 'items'],
    [
      'a list of keys, with a hidden end',
      `create view json_each as select 'zzz' as value; pragma writable_schema = on;
       update sqlite_schema set name = name || char(0) || 'x' where name = 'json_each'`,
      'items',
    ],
    [
      'a list of keys, with a name that is a blob',
      `create view json_each as select 'zzz' as value; pragma writable_schema = on;
       update sqlite_schema set name = cast(name as blob) where name = 'json_each'`,
      'items',
    ],
  ])('is refused: %s', async (_, sql, table) => {
    for (const encoding of ['UTF-8', 'UTF-16le']) {
      rmSync(path.join(folder, 'shop', 'x.db'), { force: true });
      make(`pragma encoding = '${encoding}'; ${ITEMS}; ${sql}`);
      for (const allowComputed of [false, true]) {
        await expect(open(table, { allowComputed })).rejects.toMatchObject({
          failure: 'SYNC_FILE_BROKEN',
          message: expect.stringContaining('the name of a function of SQLite') as string,
        });
      }
    }
  });

  it('is not asked for its views when another table is read', async () => {
    make(`${ITEMS}; ${NESTED}`);
    await open('items');
    expect(await file.request('describe')).toMatchObject({
      columns: [{ name: 'k' }, { name: 's' }],
    });
  });

  it.each([
    ['a view', EVIL.replace('evil', 't'), 'SYNC_TABLE_UNKNOWN'],
    ['a virtual table', 'create virtual table t using fts5(k, s)', 'SYNC_TABLE_UNKNOWN'],
    [
      'a table, beside a hidden function',
      'create table t (k text, s text); create table json_each (value)',
      'SYNC_FILE_BROKEN',
    ],
  ])('cannot replace its table by %s after it was opened', async (_, sql, failure) => {
    make(`${ITEMS}; create table t (k text, s text); insert into t select * from items`);
    await open('t');
    await file.request('countRows');
    make('create index i on t (k)');
    expect(await file.request('countRows')).toMatchObject({ rows: 2 }); // another change is none of its business
    make(`drop table t; ${sql}`);
    const requests = [
      () => file.request('countRows'),
      () => file.request('existingKeys', { keys: ['a'] }),
      () => file.request('products', { search: null, after: null, limit: 5, without: [] }),
    ];
    for (const request of requests) await expect(request()).rejects.toMatchObject({ failure });
  });

  it('is read by its own tables, also when they are named as the temporary one', async () => {
    make(`${ITEMS}; alter table items rename to listed_keys; create table items (k, s)`);
    await open('listed_keys');
    const keys = async (without: string[]) => {
      const rows = await file.request('products', { search: null, after: null, limit: 5, without });
      return rows.map(({ key }) => key);
    };
    expect(await keys(['b'])).toEqual(['a']);
    expect(await keys([])).toEqual(['a', 'b']);
    const many = Array.from({ length: 40_000 }, (_, at) => `sold ${at}`);
    expect(await keys([...many, 'a'])).toEqual(['b']);
    expect(await file.request('countProducts', { search: 'A', without: [...many, 'b'] })).toBe(1);
    expect(await file.request('existingKeys', { keys: ['a', 'c', '1'] })).toEqual(['a']);
  });
});
