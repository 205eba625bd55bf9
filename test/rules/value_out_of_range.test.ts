import { createTestDatabase, refusalOf, type TestDatabase } from '../support/database';
import { receiptSql, reservationSql, saleSql } from './statements';
import { collector, ruleSuite } from './suite';

const FIRST = '0001-01-01 00:00:00+00';

ruleSuite('value_out_of_range', {
  accepted: (s) =>
    `${saleSql(s, [{}], { occurredAt: FIRST })} ${receiptSql(s, [{ expiry: `'9999-12-31'` }])}`,
  attacks: [
    ...['infinity', '-infinity', '10000-01-01 00:00+00', '0001-12-31 23:59+00 BC'].map((at) => ({
      by: `a sale of ${at}`,
      sql: (s: Parameters<typeof saleSql>[0]) => saleSql(s, [{}], { occurredAt: at }),
    })),
    {
      by: 'the year 10000 by an offset',
      sql: (s) => saleSql(s, [{}], { occurredAt: '9999-12-31 23:59:59-14:00' }),
    },
    {
      by: 'the year 0 by an offset',
      sql: (s) => saleSql(s, [{}], { occurredAt: '0001-01-01 00:00+14:00' }),
    },
    { by: 'a receipt of all times', sql: (s) => receiptSql(s, [{}], { receivedAt: 'infinity' }) },
    { by: 'an endless expiry date', sql: (s) => receiptSql(s, [{ expiry: `'infinity'` }]) },
    {
      by: 'an expiry date of the year 10000',
      sql: (s) => receiptSql(s, [{ expiry: `'10000-01-01'` }]),
    },
    { by: 'a cost of NaN', sql: (s) => receiptSql(s, [{ cost: `'NaN'` }]) },
    { by: 'an endless reservation', sql: (s) => reservationSql(s, { expires: `'infinity'` }) },
    {
      by: 'UPDATE',
      as: ['owner'],
      sql: () => `update inventory.locations set created_at = 'infinity'`,
    },
  ],
  noGraphql: 'its scalars refuse such values: BAD_USER_INPUT (test/attack/graphql-values.test.ts)',
});

/** Every column of a type of times, days, spans or numbers with a fraction, in arrays and ranges too. */
const COLUMNS = `
  select c.relname || '.' || a.attname as column, y.oid::regtype::text as type,
    exists (select from pg_constraint k where k.contypid = y.oid and k.conname = 'value_out_of_range' and k.convalidated) as guarded
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type y on y.oid = a.atttypid
  left join pg_range r on r.rngtypid = y.oid
  join pg_type e on e.oid = coalesce(r.rngsubtype, nullif(y.typelem, 0), y.oid)
  where c.relnamespace = 'inventory'::regnamespace and c.relkind in ('r', 'p')
    and e.typcategory in ('D', 'T', 'N') and coalesce(nullif(e.typbasetype, 0), e.oid) <> all ('{int2, int4, int8, oid}'::regtype[])
  order by 1`;

if (!collector.cases) {
  describe('columns that hold times, days or decimal numbers', () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await createTestDatabase();
    });
    afterAll(() => database?.drop());

    const columns = async () =>
      (
        await database.pools.super.query<{ column: string; type: string; guarded: boolean }>(
          COLUMNS,
        )
      ).rows;

    it('each have a type that refuses what cannot be shown', async () => {
      const found = await columns();
      expect(found.length).toBeGreaterThan(60);
      expect(found.filter(({ guarded }) => !guarded)).toEqual([]);
      for (const type of new Set(found.map((each) => each.type))) {
        const number = /cost|value|money|price|amount/.test(type);
        for (const value of number
          ? ['NaN']
          : ['infinity', '-infinity', '10000-01-02', '0002-01-01 BC']) {
          const cast = database.pools.super.query(`select '${value}'::${type}`);
          expect([type, value, await refusalOf(cast)]).toEqual([type, value, 'value_out_of_range']);
        }
      }
    });

    it('are found when they are new and of another type', async () => {
      await database.pools.super.query(
        `alter table inventory.locations add a date, add b timestamptz[], add c tstzrange, add d numeric, add e interval, add f bigint`,
      );
      const bare = (await columns()).filter(({ guarded }) => !guarded);
      expect(bare.map(({ column }) => column)).toEqual(
        ['a', 'b', 'c', 'd', 'e'].map((name) => `locations.${name}`),
      );
    });

    it('are counted when a value came in past their types', async () => {
      const { super: admin } = database.pools;
      const count = async () =>
        (await admin.query<{ n: string }>('select inventory.count_out_of_range() as n')).rows[0]!.n;
      expect(Number(await count())).toBe(0);
      await admin.query(
        `alter domain inventory.moment drop constraint value_out_of_range; set local session_replication_role = replica;
         insert into inventory.tenants (id, code, name, created_at) values (gen_random_uuid(), 'one', 'One', 'infinity');
         insert into inventory.tenants (id, code, name, created_at) values (gen_random_uuid(), 'two', 'Two', '10000-01-01 00:00Z')`,
      );
      expect(Number(await count())).toBe(2);
    });
  });
}
