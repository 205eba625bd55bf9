import { setTimeout as sleep } from 'node:timers/promises';
import { createPool } from '../../src/database/pool';
import { createTestDatabase, type TestDatabase } from '../support/database';

const PID = 'select pg_backend_pid() as pid';

describe('the pool', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  it('survives a session that ends while it is checked out', async () => {
    const pool = createPool(database.url, 'bincard_app', { max: 1 });
    const uncaught: unknown[] = [];
    const client = await pool.connect();
    const record = (error: unknown) => uncaught.push(error);
    // An error event without a listener would end the process.
    if (client.listenerCount('error') === 0) client.on('error', record);
    const { pid } = (await client.query<{ pid: number }>(PID)).rows[0]!;
    await database.pools.super.query('select pg_terminate_backend($1)', [pid]);
    await sleep(200);
    expect(uncaught).toEqual([]);
    await expect(client.query(PID)).rejects.toThrow();
    client.release(true);
    expect((await pool.query(PID)).rowCount).toBe(1);
    await pool.end();
  });

  it('uses its role, also after RESET ROLE', async () => {
    const client = await database.pools.app.connect();
    await client.query('reset role');
    const { rows } = await client.query('select current_user::text as role');
    client.release();
    expect(rows).toEqual([{ role: 'bincard_app' }]);
  });

  it('reads a bigint as a number and a date as text', async () => {
    const { rows } = await database.pools.app.query(
      "select 9007199254740991 as big, date '2026-02-28' as day",
    );
    expect(rows).toEqual([{ big: 9007199254740991, day: '2026-02-28' }]);
  });
});
