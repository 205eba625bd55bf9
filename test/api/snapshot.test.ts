import { Client } from 'pg';
import { createPool } from '../../src/database/pool';
import { locations } from '../../src/resolvers/reads';
import { Snapshot } from '../../src/database/snapshot';
import { UNKNOWN_ID } from '../rules/statements';
import { startTestServer, type TestServer } from './support';

describe('a snapshot', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  /** The number of transactions that are open in this database without a running statement. */
  async function idleTransactions(): Promise<number> {
    const { rows } = await server.database.pools.super.query<{ count: number }>(
      `select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
    );
    return rows[0]!.count;
  }

  const DEEP =
    'products { nodes { stock { location { code } } movements { nodes { batch { product { sku } } } } } }';

  it.each([
    ['an unknown product', `{ ${DEEP} binCard(productId: "${UNKNOWN_ID}") { opening } }`],
    ['bad input', `{ ${DEEP} sales(first: 0) { nodes { id } } }`],
    [
      'a malformed cursor',
      '{ products { nodes { units { code } batches(after: "x") { nodes { id } } } } }',
    ],
  ])(
    'returns its connection when %s ends the response while other fields are being read',
    async (_, query) => {
      // More requests than the pool has connections.
      for (let n = 0; n < 15; n++) {
        const { data, errors } = await server.api.request(query);
        expect([data, errors?.length]).toEqual([null, 1]);
      }
      expect(await idleTransactions()).toBe(0);
      const { data } = await server.api.request('{ locations { code } }');
      expect(data.locations).toHaveLength(2);
    },
  );

  it('reads nothing once it has ended', async () => {
    const snapshot = new Snapshot(server.database.pools.app, server.shop.tenant, true);
    await snapshot.query(locations);
    const late = snapshot.query(locations);
    await Promise.all([snapshot.end(), expect(late).rejects.toThrow('The operation has ended')]);
    await expect(snapshot.query(locations)).rejects.toThrow('The operation has ended');
    expect(await idleTransactions()).toBe(0);
  });

  it('fails when its connection is terminated between two statements, and the next one works', async () => {
    const pool = createPool(server.database.url, 'bincard_app', { max: 1 });
    const snapshot = new Snapshot(pool, server.shop.tenant, true);
    const [row] = await snapshot.run<{ pid: number }>(
      { name: 'pid', text: 'select pg_backend_pid() as pid' },
      [],
    );
    const connection = new Client({ connectionString: server.database.url });
    await connection.connect();
    await connection.query('select pg_terminate_backend($1, 5000)', [row!.pid]);
    await connection.end();
    await expect(snapshot.query(locations)).rejects.toThrow(/terminated|connection error/);
    await snapshot.end();
    const next = new Snapshot(pool, server.shop.tenant, true);
    expect(await next.query(locations)).toHaveLength(2);
    await next.end();
    await pool.end();
  });

  it('is replaced by a new one after each write of a request', async () => {
    const sell = `recordSale(input: { locationId: "${server.shop.location}", lines: [{ productId: "${server.shop.product}", quantity: 1 }] })
      { lines { product { onHand } } }`;
    const { data } = await server.api.request(`mutation { first: ${sell} second: ${sell} }`);
    const after = (sale: { lines: { product: { onHand: number } }[] }) =>
      sale.lines[0]!.product.onHand;
    expect(after(data.second)).toBe(after(data.first) - 1);
    expect(await idleTransactions()).toBe(0);
  });
});
