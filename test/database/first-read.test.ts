import { Client, type Pool } from 'pg';
import { createPool } from '../../src/database/pool';
import type { AnyStatement } from '../../src/database/joins';
import { readAhead } from '../../src/database/read-ahead';
import { Snapshot } from '../../src/database/snapshot';
import type { TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

const SETTINGS = {
  name: 'settings_of_the_transaction',
  text: `select current_setting('transaction_isolation') as isolation, current_setting('transaction_read_only') as "readOnly",
           current_setting('app.tenant_id') as tenant`,
  prepared: true,
};
const FAILS = { name: 'fails', text: 'select 1 / $1::int as one', prepared: true };

/** A transaction whose beginning, statement and end are one message. */
describe('a transaction in one message', () => {
  let database: TestDatabase;
  let shop: TestShop;
  let pool: Pool;
  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
    pool = createPool(database.url, 'bincard_app', { max: 1 });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  const open = (named = true) => new Snapshot(pool, shop.tenant, named);
  const left = async () =>
    (
      await pool.query<{ tenant: string; state: string }>(
        `select coalesce(current_setting('app.tenant_id', true), '') as tenant,
           case when now() = statement_timestamp() then 'none' else 'open' end as state`,
      )
    ).rows[0];

  it.each([true, false])(
    'reads one tenant, read only and repeatably, and leaves nothing (last: %s)',
    async (isLast) => {
      for (let n = 0; n < 3; n++) {
        const snapshot = open();
        const rows = await snapshot.run(SETTINGS, [], isLast);
        await snapshot.end();
        expect(rows).toEqual([
          { isolation: 'repeatable read', readOnly: 'on', tenant: shop.tenant },
        ]);
        expect(await left()).toEqual({ tenant: '', state: 'none' });
      }
    },
  );

  it('is one query of the client', async () => {
    const warm = open();
    await warm.run(SETTINGS, [], true);
    await warm.end();
    const spy = jest.spyOn(Client.prototype, 'query');
    const snapshot = open();
    await snapshot.run(SETTINGS, [], true);
    await snapshot.end();
    const count = spy.mock.calls.length;
    spy.mockRestore();
    expect(count).toBe(1);
  });

  it('may have a statement that is planned for its values', async () => {
    for (const values of [[1], [0]]) {
      const snapshot = open();
      const read = snapshot.run({ ...FAILS, prepared: false }, values, true);
      if (values[0] === 1) expect(await read).toEqual([{ one: 1 }]);
      else await expect(read).rejects.toThrow('division by zero');
      await snapshot.end();
      expect(await left()).toEqual({ tenant: '', state: 'none' });
    }
    const plain = open();
    expect(await plain.run({ name: 'plain', text: 'select 1 as one' }, [], true)).toEqual([
      { one: 1 },
    ]);
    await plain.end();
  });

  it('reads nothing after its last statement', async () => {
    const snapshot = open();
    await snapshot.run(SETTINGS, [], true);
    await expect(snapshot.run(SETTINGS, [])).rejects.toThrow('The operation has ended');
    await snapshot.end();
  });

  it.each([true, false])(
    'ends when its statement fails, and the connection serves the next (last: %s)',
    async (isLast) => {
      const snapshot = open();
      await expect(snapshot.run(FAILS, [0], isLast)).rejects.toThrow('division by zero');
      await snapshot.end();
      expect(await left()).toEqual({ tenant: '', state: 'none' });
      const next = open();
      expect(await next.run(FAILS, [1], isLast)).toEqual([{ one: 1 }]);
      await next.end();
    },
  );

  it('is several messages without named statements', async () => {
    const snapshot = open(false);
    expect(await snapshot.run(SETTINGS, [])).toHaveLength(1);
    await snapshot.end();
    expect(await left()).toEqual({ tenant: '', state: 'none' });
  });
});

describe('rows that are read as columns', () => {
  let database: TestDatabase;
  let shop: TestShop;
  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  const VALUES = `select * from (values
    (9007199254740993::bigint, 'a, 12345678901234567, "b\\"', date '0044-03-15 BC', 0.10::numeric, '{"n": 12345678901234567890}'::jsonb,
      timestamptz '2026-01-31 09:30:00.123456+00', array['x', null, '1,2'], true, 7::integer),
    (-9007199254740991, '[1234567890123456789, 2]', date 'infinity', 12345678901234567890.5, '[1, "two"]', timestamptz 'infinity', '{}', false, -1),
    (null, null, null, null, null, null, null, null, null))
    v (big, text, day, number, json, moment, list, flag, small)`;

  it('have the values that node-postgres gives', async () => {
    const columns = {
      ...{ big: 'bigint', text: 'text', day: 'date', number: 'numeric', json: 'jsonb' },
      ...{ moment: 'timestamp with time zone', list: 'text[]', flag: 'boolean', small: 'integer' },
    };
    const statement = { name: 'values', text: VALUES, parameters: [], rows: 'many', columns };
    const whole = { ...statement, prepared: true, byIndex: false } as unknown as AnyStatement;
    const snapshot = new Snapshot(database.pools.app, shop.tenant, true);
    const plain = await snapshot.run({ name: 'plain_values', text: VALUES }, []);
    const selection = { columns: undefined, joins: [] };
    const { rows } = await readAhead(snapshot, whole, {}, selection, []);
    await snapshot.end();
    expect(rows).toEqual(plain);
    expect(rows[0]!['big']).toBe('9007199254740993');
  });
});
