import { openFailingProxy, type FailingProxy } from '../support/failing-proxy';
import { LOCATIONS, openGround, until, type TestGround } from './support';
import type { TestServer } from './support';

// What a request is told when its connection to PostgreSQL is lost while it waits.

const SALE = 'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }';
const AWAY = { code: 'DATABASE_UNAVAILABLE', retryable: true };
const UNKNOWN = { code: 'OUTCOME_UNKNOWN', retryable: false };

describe('a connection that is lost', () => {
  let ground: TestGround;
  let proxy: FailingProxy;
  let server: TestServer;

  beforeAll(async () => {
    ground = await openGround();
    proxy = await openFailingProxy(ground.database.url);
    server = await ground.serve({}, { databaseUrl: proxy.url, poolSize: 1 });
  });
  afterEach(() => ground?.release());
  afterAll(async () => {
    await proxy?.close();
    await ground?.close();
  });
  beforeEach(async () => {
    proxy.forward();
    // The one connection of the pool is there, so that what is lost next is an answer.
    await until(async () => (await server.ask(LOCATIONS)).error === undefined);
  });

  const sale = (idempotencyKey?: string) => {
    const { location, product } = ground.shop;
    const key = idempotencyKey ? { idempotencyKey } : {};
    return {
      input: { locationId: location, ...key, lines: [{ productId: product, quantity: 1 }] },
    };
  };
  const sales = async () => {
    const { rows } = await ground.database.pools.super.query<{ n: number }>(
      'select count(*)::int as n from inventory.sales',
    );
    return rows[0]!.n;
  };
  /** Ends the session whose statement waits for a lock: not the one that was ended before, which takes a moment. */
  const endWaiting = async (): Promise<void> => {
    let pid: number | undefined;
    await until(async () => {
      const { rows } = await ground.database.pools.super.query<{ pid: number }>(
        `select pid from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
      );
      pid = rows.find((row) => !ended.has(row.pid))?.pid;
      return pid !== undefined;
    });
    ended.add(pid!);
    await ground.database.pools.super.query('select pg_terminate_backend($1)', [pid]);
  };
  const ended = new Set<number>();

  it('before a sale with a key was answered: it was done, and is not done again', async () => {
    const before = await sales();
    proxy.loseAnswers();
    const lost = await server.ask(SALE, sale('lost'));
    expect(lost.error).toEqual(AWAY);
    expect([lost.status, lost.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await sales()).toBe(before + 1);
    proxy.forward();
    const { data } = await server.ask(SALE, sale('lost'));
    const again = await server.ask(SALE, sale('lost'));
    expect(again.data).toEqual(data);
    expect(await sales()).toBe(before + 1);
  });

  it('before a sale without a key was answered: nobody knows, and that is what it says', async () => {
    const before = await sales();
    proxy.loseAnswers();
    const lost = await server.ask(SALE, sale());
    expect(lost.error).toEqual(UNKNOWN);
    expect(lost.headers.get('retry-after')).toBeNull();
    expect(await sales()).toBe(before + 1);
  });

  it('before anything was sent: nothing was done, key or not', async () => {
    const before = await sales();
    await ground.database.pools.super.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = '' and pid <> pg_backend_pid()
          and usename = current_user and state = 'idle' and query not like '%pg_terminate%'`,
    );
    proxy.loseAnswers(); // a new connection does not come about
    await until(async () => (await server.ask(LOCATIONS)).error !== undefined);
    expect((await server.ask(SALE, sale())).error).toEqual(AWAY);
    expect(await sales()).toBe(before);
  });

  it('while a statement waits: PostgreSQL ends the session', async () => {
    const lock = await ground.hold('sales');
    const waiting = [server.ask(SALE, sale('ended')), server.ask(SALE, sale())];
    await endWaiting();
    await endWaiting(); // the second one's turn
    const [keyed, keyless] = await Promise.all(waiting);
    await lock.release();
    expect([keyed!.error, keyless!.error]).toEqual([AWAY, UNKNOWN]);
  });

  it('after a write without a key, while its answer is read: it does not go out again', async () => {
    const before = await sales();
    const lock = await ground.hold('refunds');
    const query = SALE.replace('{ id }', '{ id refunds { id } }');
    const written = server.ask(query, sale());
    await until(async () => (await sales()) === before + 1);
    await endWaiting();
    expect((await written).error).toEqual(UNKNOWN);
    await lock.release();
  });

  it('and the time is over: a write with a key may go out again, one without may not', async () => {
    const slow = await ground.serve({ requestTimeoutMs: 300 });
    const lock = await ground.hold('sales');
    const answers = await Promise.all([slow.ask(SALE, sale('late')), slow.ask(SALE, sale())]);
    await lock.release();
    expect(answers.map(({ error }) => error)).toEqual([
      { code: 'REQUEST_TIMEOUT', retryable: true },
      UNKNOWN,
    ]);
  });

  it('without a word: a machine that vanished is not waited for longer than for a statement', async () => {
    const patient = await ground.serve({ statementTimeoutMs: 200 }, { databaseUrl: proxy.url });
    expect((await patient.ask(LOCATIONS)).error).toBeUndefined();
    expect((await patient.get('/readyz')).status).toBe(200);
    proxy.drop();
    const [asked, ready] = await Promise.all([patient.ask(LOCATIONS), patient.get('/readyz')]);
    expect(asked.error).toEqual(AWAY);
    expect(ready).toMatchObject({ status: 503 });
    expect(ready.text).toContain('does not answer');
  });
});
