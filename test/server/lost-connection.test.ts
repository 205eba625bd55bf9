import { openFailingProxy, type FailingProxy } from '../support/failing-proxy';
import { LOCATIONS, openTestServers, until, type TestServers } from './support';
import type { TestServer } from './support';

// The answer to a request whose connection to PostgreSQL is lost.

const SALE = 'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }';
const UNAVAILABLE = { code: 'DATABASE_UNAVAILABLE', retryable: true };
const UNKNOWN = { code: 'OUTCOME_UNKNOWN', retryable: false };

describe('when the connection to PostgreSQL is lost', () => {
  let servers: TestServers;
  let proxy: FailingProxy;
  let server: TestServer;

  beforeAll(async () => {
    servers = await openTestServers();
    proxy = await openFailingProxy(servers.database.url);
    server = await servers.serve({}, { databaseUrl: proxy.url, poolSize: 1 });
  });
  afterEach(() => servers?.releaseLocks());
  afterAll(async () => {
    await proxy?.close();
    await servers?.close();
  });
  beforeEach(async () => {
    proxy.forward();
    // The pool has connected, so that the next failure loses an answer, not the connection attempt.
    await until(async () => (await server.ask(LOCATIONS)).error === undefined);
  });

  const sale = (idempotencyKey?: string) => {
    const { location, product } = servers.shop;
    const key = idempotencyKey ? { idempotencyKey } : {};
    return {
      input: { locationId: location, ...key, lines: [{ productId: product, quantity: 1 }] },
    };
  };
  const sales = async () => {
    const { rows } = await servers.database.pools.super.query<{ n: number }>(
      'select count(*)::int as n from inventory.sales',
    );
    return rows[0]!.n;
  };
  /** Ends a session whose statement waits for a lock; not one that was ended before, which can take a moment. */
  const endWaiting = async (): Promise<void> => {
    let pid: number | undefined;
    await until(async () => {
      const { rows } = await servers.database.pools.super.query<{ pid: number }>(
        `select pid from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
      );
      pid = rows.find((row) => !ended.has(row.pid))?.pid;
      return pid !== undefined;
    });
    ended.add(pid!);
    await servers.database.pools.super.query('select pg_terminate_backend($1)', [pid]);
  };
  const ended = new Set<number>();

  it('before the answer to a sale with a key, the sale was recorded and a repeat does not record another', async () => {
    const before = await sales();
    proxy.loseAnswers();
    const lost = await server.ask(SALE, sale('lost'));
    expect(lost.error).toEqual(UNAVAILABLE);
    expect([lost.status, lost.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await sales()).toBe(before + 1);
    proxy.forward();
    const { data } = await server.ask(SALE, sale('lost'));
    const again = await server.ask(SALE, sale('lost'));
    expect(again.data).toEqual(data);
    expect(await sales()).toBe(before + 1);
  });

  it('before the answer to a sale without a key, the error says that the outcome is unknown', async () => {
    const before = await sales();
    proxy.loseAnswers();
    const lost = await server.ask(SALE, sale());
    expect(lost.error).toEqual(UNKNOWN);
    expect(lost.headers.get('retry-after')).toBeNull();
    expect(await sales()).toBe(before + 1);
  });

  it('before anything was sent, nothing was recorded, with a key or without', async () => {
    const before = await sales();
    await servers.database.pools.super.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = '' and pid <> pg_backend_pid()
          and usename = current_user and state = 'idle' and query not like '%pg_terminate%'`,
    );
    proxy.loseAnswers(); // no new connection can be made
    await until(async () => (await server.ask(LOCATIONS)).error !== undefined);
    expect((await server.ask(SALE, sale())).error).toEqual(UNAVAILABLE);
    expect(await sales()).toBe(before);
  });

  it('while a statement waits, because PostgreSQL ends the session', async () => {
    const lock = await servers.lockTable('sales');
    const waiting = [server.ask(SALE, sale('ended')), server.ask(SALE, sale())];
    await endWaiting();
    await endWaiting(); // the pool has one connection, so the second waits only now
    const [keyed, keyless] = await Promise.all(waiting);
    await lock.release();
    expect([keyed!.error, keyless!.error]).toEqual([UNAVAILABLE, UNKNOWN]);
  });

  it('while the answer to a write without a key is read, the write is not sent again', async () => {
    const before = await sales();
    const lock = await servers.lockTable('refunds');
    const query = SALE.replace('{ id }', '{ id refunds { id } }');
    const written = server.ask(query, sale());
    await until(async () => (await sales()) === before + 1);
    await endWaiting();
    expect((await written).error).toEqual(UNKNOWN);
    await lock.release();
  });

  it('by a timeout, a write with a key is retryable and one without is not', async () => {
    const slow = await servers.serve({ requestTimeoutMs: 300 });
    const lock = await servers.lockTable('sales');
    const answers = await Promise.all([slow.ask(SALE, sale('late')), slow.ask(SALE, sale())]);
    await lock.release();
    expect(answers.map(({ error }) => error)).toEqual([
      { code: 'REQUEST_TIMEOUT', retryable: true },
      UNKNOWN,
    ]);
  });

  it('without an error, because the machine vanished, the wait is no longer than for a statement', async () => {
    const patient = await servers.serve({ statementTimeoutMs: 200 }, { databaseUrl: proxy.url });
    expect((await patient.ask(LOCATIONS)).error).toBeUndefined();
    expect((await patient.get('/readyz')).status).toBe(200);
    proxy.drop();
    const [asked, ready] = await Promise.all([patient.ask(LOCATIONS), patient.get('/readyz')]);
    expect(asked.error).toEqual(UNAVAILABLE);
    expect(ready).toMatchObject({ status: 503 });
    expect(ready.text).toContain('does not answer');
  });
});
