import { Client } from 'pg';
import { passTransaction } from '../../src/lifecycle/transaction-numbers';
import { createTestDatabase, type TestDatabase } from '../support/database';

describe('passing the transaction numbers of another cluster', () => {
  let database: TestDatabase;
  let client: Client;
  const next = async () => {
    const { rows } = await client.query<{ next: string }>(
      'select pg_snapshot_xmax(pg_current_snapshot())::text as next',
    );
    return BigInt(rows[0]!.next);
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  it('continues above the highest number', async () => {
    const last = (await next()) + 5_000n;
    expect(await passTransaction(client, last)).toBe(true);
    expect((await next()) > last).toBe(true);
    expect(await passTransaction(client, 3n)).toBe(true); // passed long ago
  });

  it('refuses a number that would take hours to reach', async () => {
    const before = await next();
    expect(await passTransaction(client, before + 10_000_000_000n)).toBe(false);
    expect((await next()) < before + 1_000n).toBe(true);
  });
});
