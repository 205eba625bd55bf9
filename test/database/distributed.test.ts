import { createHash } from 'node:crypto';
import {
  distributionOf,
  learnDistribution,
  readRelations,
} from '../../src/database/distributed/distribution';
import { routed } from '../../src/database/distributed/routing';
import { connect as connectTo } from '../../src/database/advisory-lock';
import { converted, type SchemaFunction } from '../../src/lifecycle/citus/convert';
import { patched, readPatches } from '../../src/lifecycle/citus/patches';
import { readSql } from '../../src/database/sql-files';
import { createTestDatabase, type TestDatabase } from '../support/database';

// What a distributed database (Citus) needs, as far as one PostgreSQL can show it; the rest is in test/citus.

/** Without RETURNING or ON CONFLICT, Citus copies its rows through a buffer that triggers would overwrite. */
const INSERT_SELECT = /insert into inventory\.\w+[^;()]*\([^;()]*\)\s*select\b[^;]*;/gi;

const relations = {
  tables: new Map([
    ['tenants', 'id'],
    ['sales', 'tenant_id'],
    ['sale_lines', 'tenant_id'],
    ['sessions', 'tenant_id'],
  ]),
  columns: new Map([['sessions', 'tenant_id, user_id']]),
  views: new Map([
    ['api_sales', 'SELECT s.id FROM inventory.sales s'],
    ['report_v1.sales', 'SELECT s.id AS sale_id FROM inventory.api_sales s'],
  ]),
};
const limited = (table: string, column = 'tenant_id') =>
  `(select * from inventory.${table} where ${column} = $9)`;

describe('a statement of one tenant', () => {
  it.each([
    ['select from inventory.sales', `select from ${limited('sales')} sales`],
    [
      'select from inventory.sales s join inventory.tenants t on true',
      `select from ${limited('sales')} s join ${limited('tenants', 'id')} t on true`,
    ],
    [
      'select (select 1 from inventory.sale_lines l where l.id = x) from inventory.sales where a',
      `select (select 1 from ${limited('sale_lines')} l where l.id = x) from ${limited('sales')} sales where a`,
    ],
    [
      'select from "inventory"."sales" "row" where a',
      `select from ${limited('sales')} "row" where a`,
    ],
    [
      'select from inventory.sessions s',
      'select from (select tenant_id, user_id from inventory.sessions where tenant_id = $9) s',
    ],
    ['select from inventory.api_sales v', `select from (SELECT s.id FROM ${limited('sales')} s) v`],
    [
      'select from report_v1.sales',
      `select from (SELECT s.id AS sale_id FROM (SELECT s.id FROM ${limited('sales')} s) s) sales`,
    ],
  ])('reads only its own rows of each table and view: %s', (text, expected) => {
    expect(routed(text, relations, '$9')).toBe(expected);
  });

  it.each([
    ['a function', 'select from inventory.sales(1)'],
    ['another relation', 'select from inventory.applied_files f'],
    ['a type', 'select null::inventory.sales'],
    ['the target of a DELETE', 'delete from inventory.sales s'],
    ['the target of an INSERT', 'insert into inventory.sales (id) values (1)'],
  ])('leaves %s as it is', (_, text) => {
    expect(routed(text, relations, '$9')).toBe(text);
  });
});

describe('in this schema', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  const read = async (): Promise<SchemaFunction[]> =>
    (await database.pools.super.query(readSql('db/citus/functions.sql'))).rows as SchemaFunction[];

  it('each patch replaces a part that its function has, once', async () => {
    const sources = new Map(
      (await read()).map(({ name, source }) => [name.replace(/^inventory\.|\(.*$/g, ''), source]),
    );
    for (const [name, patches] of readPatches()) {
      expect(patches.length).toBeGreaterThan(0);
      expect(patched(name, sources.get(name)!, patches)).not.toBe(sources.get(name));
    }
    expect(() => patched('x', 'begin end', [{ replace: 'gone', by: '' }])).toThrow('does not have');
  });

  it('a long part is found by its first line, and refused once a line of it is another', () => {
    const md5 = createHash('md5').update('b\nc').digest('hex');
    const patch = { replace: 'b', by: 'x', lines: 2, md5 };
    expect(patched('f', 'a\nb\nc\nd', [patch])).toBe('a\nx\nd');
    expect(() => patched('f', 'a\nb\nC\nd', [patch])).toThrow('replaces 2 lines of MD5');
    expect(() => patched('f', 'a\nc\nd', [patch])).toThrow('replaces 2 lines of MD5');
  });

  it('each converted function is one that PostgreSQL accepts, and is not converted again', async () => {
    const client = await connectTo(database.url);
    try {
      await client.query('begin');
      const all = await readRelations(client);
      const patches = readPatches();
      let count = 0;
      for (const each of await read()) {
        const definition = converted(each, all, patches);
        if (definition === undefined) continue;
        await client.query(definition);
        expect(definition).not.toMatch(/inventory\.\w+\((new|old)[,)]/); // of a shard's type
        for (const [insert] of definition.matchAll(INSERT_SELECT)) {
          expect(insert).toMatch(/returning|on conflict/i);
        }
        count++;
      }
      expect(count).toBeGreaterThan(200);
      const again = (await client.query(readSql('db/citus/functions.sql')))
        .rows as SchemaFunction[];
      expect(again.filter((each) => converted(each, all, patches) !== undefined)).toEqual([]);
      expect(await volatileUpdates(again)).toEqual(['record_plain_sale']); // which returns before
    } finally {
      await client.end();
    }
  });

  /** The functions that have an UPDATE with a volatile function in it: Citus refuses it. */
  async function volatileUpdates(functions: readonly SchemaFunction[]): Promise<string[]> {
    const { rows } = await database.pools.super.query<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = 'inventory'::regnamespace and provolatile = 'v'`,
    );
    const names = ['clock_timestamp', ...rows.map(({ name }) => `inventory\\.${name}`)];
    const call = new RegExp(String.raw`\bupdate inventory\.\w+[^;]*\b(${names.join('|')})\(`);
    return functions
      .filter(({ source }) => call.test(source.replace(/--[^\n]*/g, '')))
      .map(({ name }) => name.replace(/^inventory\.|\(.*$/g, ''));
  }

  it('no view calls a function of the row of a table: Citus would need each before the other', async () => {
    const client = await connectTo(database.url);
    const calls = async () => {
      const { rows } = await client.query<{ view: string; called: string }>(
        `select distinct c.relname as view, p.proname as called
         from pg_depend d
         join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
         join pg_class c on c.oid = r.ev_class and c.relnamespace = 'inventory'::regnamespace
         join pg_proc p on d.refclassid = 'pg_proc'::regclass and p.oid = d.refobjid
         join pg_class t on t.reltype = any (p.proargtypes::oid[]) and t.relkind in ('r', 'p')
           and t.relnamespace = 'inventory'::regnamespace`,
      );
      return rows;
    };
    try {
      expect(await calls()).toEqual([]);
      await client.query(
        `begin; create view inventory.wrong as select inventory.anchor_bytes(a) from inventory.chain_anchors a`,
      );
      expect(await calls()).toEqual([{ view: 'wrong', called: 'anchor_bytes' }]);
    } finally {
      await client.query('rollback');
      await client.end();
    }
  });

  it('a count over the tables of the schema leaves out the shards beside them', async () => {
    const client = await connectTo(database.url);
    try {
      await client.query('begin');
      const count = async () =>
        (await client.query<{ n: string }>('select inventory.count_out_of_range() as n')).rows[0]!
          .n;
      const before = await count();
      // Of no table, so it is one itself.
      await client.query(
        `create table inventory.shards (at timestamptz); insert into inventory.shards values ('infinity')`,
      );
      expect(Number(await count())).toBe(Number(before) + 1);
      await client.query(
        `create table inventory.shards_104295 (at timestamptz); insert into inventory.shards_104295 values ('infinity')`,
      );
      expect(Number(await count())).toBe(Number(before) + 1);
    } finally {
      await client.query('rollback');
      await client.end();
    }
  });

  it('a database of one machine is not taken for a distributed one', async () => {
    const client = await connectTo(database.url);
    const pool = database.pools.app;
    await learnDistribution(pool, client);
    await client.end();
    expect(distributionOf(pool)).toBeUndefined();
  });
});
