import type { PoolClient } from 'pg';
import { readSql } from '../../src/database/sql-files';
import { asTenant, createTenant, createTestDatabase, type TestDatabase } from '../support/database';

// The rows of product_attributes, by which products are found, follow the attributes of the products.

const RULE = 'attributes_written_outside_product';
const VIOLATIONS = readSql(`db/violations/${RULE}.sql`);

describe('the searchable attributes of products', () => {
  let database: TestDatabase;
  let tenant: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    tenant = await createTenant(database, 'shop');
  });
  afterEach(() => database?.drop());

  const within = <Result>(work: (client: PoolClient) => Promise<Result>, of = tenant) =>
    asTenant(database.pools.app, of, work);

  async function create(sku: string, attributes: string, of = tenant): Promise<string> {
    const { rows } = await within(
      (client) =>
        client.query<{ id: string }>(
          `insert into inventory.products (tenant_id, id, sku, name, attributes)
           values ($1, inventory.uuid_v7(), $2, $2, $3) returning id`,
          [of, sku, attributes],
        ),
      of,
    );
    return rows[0]!.id;
  }

  /** `name=value` or `name=value #number` of each row, and the transaction that wrote it. */
  async function rowsOf(product: string): Promise<Map<string, string>> {
    const { rows } = await within((client) =>
      client.query<{ row: string; xmin: string }>(
        `select name || '=' || value || coalesce(' #' || number, '') as row, xmin::text
         from inventory.product_attributes where product_id = $1 order by name`,
        [product],
      ),
    );
    return new Map(rows.map(({ row, xmin }) => [row, xmin]));
  }
  const textsOf = async (product: string) => [...(await rowsOf(product)).keys()];
  const violations = async (of = tenant): Promise<number> =>
    (await within((client) => client.query<{ violations: number }>(VIOLATIONS), of)).rows[0]!
      .violations;

  it.each<[string, string, string[]]>([
    ['nothing', '{}', []],
    ['a string', '{"colour": "red"}', ['colour=red']],
    ['an empty name and an empty string', '{"": ""}', ['=']],
    ['booleans', '{"a": true, "b": false}', ['a=true', 'b=false']],
    ['a number and the same as a string', '{"a": 5, "b": "5"}', ['a=5 #5', 'b=5']],
    ['one number in two spellings', '{"a": 5.00, "b": 50e-1}', ['a=5 #5', 'b=5 #5']],
    ['minus zero', '{"a": -0, "b": -0.0}', ['a=0 #0', 'b=0 #0']],
    ['beyond 2^53', '{"a": 9007199254740993}', ['a=9007199254740993 #9.007199254740992e+15']],
    ['null, a list and an object', '{"a": null, "b": ["x"], "c": {"d": 1}}', []],
    [
      'other scripts',
      '{"größe": "é\u200d👩‍👧", "Größe": "\\ud83d\\ude00"}',
      ['Größe=😀', 'größe=é\u200d👩‍👧'],
    ],
    ['a name of 256 characters', `{"${'😀'.repeat(256)}": 1}`, [`${'😀'.repeat(256)}=1 #1`]],
    ['a name of 257 characters', `{"${'n'.repeat(257)}": 1}`, []],
    ['a long string', `{"a": "${'😀'.repeat(300)}"}`, [`a=${'😀'.repeat(256)}`]],
    ['a text like SQL', `{"a'b": "'; drop table x; --"}`, [`a'b='; drop table x; --`]],
  ])('hold %s', async (_, attributes, expected) => {
    expect(await textsOf(await create('P', attributes))).toEqual(expected);
    expect(await violations()).toBe(0);
  });

  it('accept numbers that double precision cannot hold', async () => {
    const huge = `{"a": 1e400, "b": -1e400, "c": 1e-400, "d": -1e-400, "e": 1.7976931348623157e308, "f": 5e-324}`;
    const numbers = [...(await textsOf(await create('P', huge)))].map((row) => row.split('#')[1]);
    expect(numbers).toEqual([
      'Infinity',
      '-Infinity',
      '0',
      '0',
      '1.7976931348623157e+308',
      '5e-324',
    ]);
    const changed = await create('Q', '{}');
    await within((client) =>
      client.query('update inventory.products set attributes = $1 where id = $2', [huge, changed]),
    );
    expect(await textsOf(changed)).toHaveLength(6);
    expect(await violations()).toBe(0);
  });

  it('follow an edit, and keep the rows that it does not change', async () => {
    const product = await create('P', '{"colour": "red", "size": 5, "old": "x", "big": 1e300}');
    const before = await rowsOf(product);
    await within((client) =>
      client.query('update inventory.products set attributes = $1 where id = $2', [
        '{"colour": "blue", "size": 5.0, "new": true, "big": 1e301}',
        product,
      ]),
    );
    const after = await rowsOf(product);
    expect([...after.keys()].filter((row) => !row.startsWith('big'))).toEqual([
      ...['colour=blue', 'new=true', 'size=5 #5'],
    ]);
    expect(after.get('size=5 #5')).toBe(before.get('size=5 #5'));
    expect(await violations()).toBe(0);
  });

  it('follow every way to write: upsert, several rows, COPY, and a rollback', async () => {
    const product = await create('P', '{"colour": "red"}');
    const upsert = `insert into inventory.products (tenant_id, id, sku, name, attributes)
      values ($1, inventory.uuid_v7(), 'P', 'P', '{"colour": "green"}'), ($1, inventory.uuid_v7(), 'Q', 'Q', '{"colour": "grey"}')
      on conflict (tenant_id, sku_key) where sku_key is not null do update set attributes = excluded.attributes`;
    await within((client) => client.query(upsert, [tenant]));
    expect(await textsOf(product)).toEqual(['colour=green']);
    await asTenant(database.pools.super, tenant, (client) =>
      client.query(
        `copy inventory.products (tenant_id, id, sku, name, attributes)
         from program 'printf "${tenant}|01900000-0000-7000-8000-000000000001|R|R|{\\"colour\\": 7}\\n"' delimiter '|'`,
      ),
    );
    expect(await textsOf('01900000-0000-7000-8000-000000000001')).toEqual(['colour=7 #7']);
    await asTenant(
      database.pools.app,
      tenant,
      (client) => client.query(`update inventory.products set attributes = '{}'`),
      'rollback',
    );
    expect(await textsOf(product)).toEqual(['colour=green']);
    expect(await violations()).toBe(0);
  });

  it('are counted as violations when they differ, and are corrected by the next edit', async () => {
    const product = await create('P', '{"colour": "red", "size": 5}');
    const other = await create('Q', '{}');
    const damages = [
      `delete from inventory.product_attributes where name = 'colour'`,
      `update inventory.product_attributes set number = 6`,
      `insert into inventory.product_attributes values ('${tenant}', '${other}', 'new', 'x')`,
    ];
    for (const [index, statement] of damages.entries()) {
      await asTenant(database.pools.super, tenant, (client) =>
        client.query(`set local session_replication_role = replica; ${statement}`),
      );
      expect(await violations()).toBe(index + 1);
    }
    // Wrong rows do not prevent an edit.
    await within(async (client) => {
      const edit = 'update inventory.products set attributes = $1 where id = $2';
      await client.query(edit, ['{}', product]);
      await client.query(edit, ['{"colour": "red", "size": 5}', product]);
      await client.query(edit, ['{"new": "x"}', other]);
    });
    expect(await violations()).toBe(0);
  });

  it('are those of the last write when several sessions write at once', async () => {
    const product = await create('P', '{"colour": "red"}');
    await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        within((client) =>
          client.query('update inventory.products set attributes = $1 where id = $2', [
            { colour: `c${n}`, size: n % 2, [`only${n}`]: true },
            product,
          ]),
        ),
      ),
    );
    expect(await textsOf(product)).toHaveLength(3);
    expect(await violations()).toBe(0);
  });

  it.each(['app', 'owner'] as const)('are isolated by tenant for the %s', async (role) => {
    await create('P', '{"colour": "red"}');
    const second = await createTenant(database, 'second');
    const visible = await asTenant(database.pools[role], second, (client) =>
      client.query('select 1 from inventory.product_attributes'),
    );
    expect(visible.rows).toEqual([]);
  });
});
