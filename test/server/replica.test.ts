import { setTimeout as sleep } from 'node:timers/promises';
import { signToken } from '../../src/auth/token';
import { migrate } from '../../src/lifecycle/migrate';
import { startServer, type RunningServer, type ServerOptions } from '../../src/server/start';
import { describeWithStandby, startPair, type Pair } from '../support/standby';
import { openFailingProxy } from '../support/failing-proxy';
import { SECRET, until } from './support';

// Queries and exports that read a standby. Its replay is paused where a test needs one that lacks the last write.

const HEADER = 'bincard-log-position';
const FAR = 'FFFFFFFF/FFFFFFFF';
const COUNT = '{ products { totalCount } }';
const WAIT_MS = 300;

interface Answer {
  readonly status: number;
  readonly position: string | null;
  readonly products?: number;
  readonly code?: string;
}

interface Served extends RunningServer {
  readonly logs: { msg: string; replica?: string }[];
  send(query: string, actor?: string, position?: string): Promise<Answer>;
  create(actor?: string): Promise<Answer>;
  get(path: string, actor?: string): Promise<{ status: number; text: string }>;
  metric(name: string): Promise<number>;
}

describeWithStandby('a replica', () => {
  let pair: Pair;
  let tenantId: string;
  let created = 0;
  const servers: Served[] = [];

  beforeAll(async () => {
    pair = await startPair(['max_standby_streaming_delay=0']);
    await migrate(pair.primary.url);
    const [tenant] = await pair.primary.query<{ id: string }>(
      "select inventory.create_tenant('shop', 'shop', 'UTC') as id",
    );
    tenantId = tenant!.id;
  });
  afterEach(async () => {
    await pair.standby.query('select pg_wal_replay_resume()');
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await pair?.remove();
  });

  const pause = () => pair.standby.query('select pg_wal_replay_pause()');
  const resume = () => pair.standby.query('select pg_wal_replay_resume()');

  async function serve(options: Partial<ServerOptions> = {}): Promise<Served> {
    const logs: Served['logs'] = [];
    const server = await startServer({
      ...{ databaseUrl: pair.primary.url, readUrl: pair.standby.url, port: 0, host: '127.0.0.1' },
      ...{ jwtSecret: SECRET, logLevel: 'info', poolSize: 3 },
      logTo: { write: (line) => void logs.push(JSON.parse(line) as Served['logs'][number]) },
      ...options,
      settings: { readWaitMs: WAIT_MS, rateLimit: 0, ...options.settings },
    });
    const headersOf = async (actor: string, position?: string) => ({
      'content-type': 'application/json',
      authorization: `Bearer ${await signToken({ tenantId, actor, role: 'admin' }, SECRET)}`,
      ...(position === undefined ? {} : { [HEADER]: position }),
    });
    const send: Served['send'] = async (query, actor = 'reader', position) => {
      const headers = await headersOf(actor, position);
      const body = JSON.stringify({ query });
      const response = await fetch(server.url, { method: 'POST', headers, body });
      const { data, errors } = (await response.json()) as {
        data?: { products?: { totalCount: number } } | null;
        errors?: { extensions: { code: string } }[];
      };
      return {
        ...{ status: response.status, position: response.headers.get(HEADER) },
        ...{ products: data?.products?.totalCount, code: errors?.[0]?.extensions.code },
      };
    };
    const get: Served['get'] = async (path, actor = 'reader') => {
      const url = server.url.replace('/graphql', path);
      const response = await fetch(url, { headers: await headersOf(actor) });
      return { status: response.status, text: await response.text() };
    };
    const served: Served = {
      ...{ ...server, logs, send, get },
      create: (actor = 'writer') => {
        const input = `{ sku: "P${++created}", name: "Product" }`;
        return send(`mutation { createProduct(input: ${input}) { id } }`, actor);
      },
      metric: async (name) => {
        const { text } = await get('/metrics');
        const line = text.split('\n').find((each) => each.startsWith(`bincard_${name} `));
        return Number(line?.split(' ')[1] ?? 0);
      },
    };
    servers.push(served);
    return served;
  }

  it('is read by queries, and a caller sees what the same caller wrote', async () => {
    const server = await serve();
    await server.create();
    await until(async () => (await server.send(COUNT)).products === created);
    expect(await server.metric('reads_total{from="replica"}')).toBeGreaterThan(0);
    await pause();
    const written = await server.create();
    expect(written.position).toMatch(/^[0-9A-F]+\/[0-9A-F]+$/);
    expect(await server.send(COUNT)).toMatchObject({ products: created - 1 }); // on the replica
    expect(await server.send(COUNT, 'writer')).toMatchObject({ products: created });
    expect(await server.metric('read_fallbacks_total{reason="position"}')).toBe(1);
  });

  it('is waited for, and read once it has the write', async () => {
    const server = await serve({ settings: { readWaitMs: 10_000 } });
    await pause();
    await server.create();
    const asked = server.send(COUNT, 'writer');
    await sleep(100);
    await resume();
    expect(await asked).toMatchObject({ products: created });
    expect(await server.metric('replica_wait_seconds_count')).toBe(1);
    expect(await server.metric('reads_total{from="replica"}')).toBe(1);
  });

  it('has the write when its commit was answered, however many are written at once', async () => {
    const server = await serve({ settings: { readWaitMs: 10_000 } });
    for (let n = 0; n < 20; n++) {
      const actors = Array.from({ length: 5 }, (_, number) => `writer ${number}`);
      const least = created;
      await Promise.all(actors.map((actor) => server.create(actor)));
      for (const actor of actors) {
        expect((await server.send(COUNT, actor)).products).toBeGreaterThanOrEqual(least + 1);
      }
      expect((await server.send(COUNT, actors[4])).products).toBe(created);
    }
    expect(await server.metric('reads_total{from="primary"}')).toBe(0);
  });

  it('lacks a write whose answer was lost: its caller reads the primary at once', async () => {
    const proxy = await openFailingProxy(pair.primary.url);
    const server = await serve({ databaseUrl: proxy.url });
    await server.create(); // a connection is open: its answer is lost, not the attempt to connect
    await until(async () => (await server.send(COUNT)).products === created).then(pause);
    proxy.loseAnswers();
    expect((await server.create()).code).toBe('OUTCOME_UNKNOWN');
    proxy.forward();
    expect((await server.send(COUNT, 'writer')).products).toBe(created);
    expect((await server.send(COUNT)).products).toBe(created - 1);
    await proxy.close();
  });

  it('of another server process: the header takes the position there', async () => {
    const [one, other] = [await serve(), await serve()];
    await pause();
    const { position } = await one.create();
    expect(await other.send(COUNT, 'writer')).toMatchObject({ products: created - 1 });
    expect(await other.send(COUNT, 'writer', position!)).toMatchObject({ products: created });
  });

  it.each(['', 'garbage', '0/0/0', '123456789/0', "0/0' or 1", '-1/0', '0x1/0'])(
    'the position %j is refused, for a query, a mutation and an export',
    async (position) => {
      const server = servers[0]!;
      const refused = { status: 400, code: 'LOG_POSITION_INVALID' };
      expect(await server.send(COUNT, 'reader', position)).toMatchObject(refused);
      const mutation = `mutation { createProduct(input: { sku: "X", name: "X" }) { id } }`;
      expect(await server.send(mutation, 'reader', position)).toMatchObject(refused);
      const response = await fetch(server.url.replace('/graphql', '/export/movements.csv'), {
        headers: {
          authorization: `Bearer ${await signToken({ tenantId, actor: 'a', role: 'admin' }, SECRET)}`,
          [HEADER]: position,
        },
      });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('LOG_POSITION_INVALID');
      expect((await server.send(COUNT, 'a', '0/0')).products).toBe(created);
    },
  );

  it('a position that no log has reached is waited for until the limit, and nobody else waits', async () => {
    expect(await (await serve()).send(COUNT, 'reader', FAR)).toMatchObject({ products: created });

    const server = await serve({ settings: { readWaitMs: 5000 } });
    let answered = 0;
    const waiting = Array.from({ length: 20 }, async () => {
      await server.send(COUNT, 'forger', FAR);
      answered++;
    });
    await server.send(COUNT, 'somebody');
    expect(answered).toBe(0);
    await Promise.all(waiting);
  });

  it('is read by exports too', async () => {
    const server = await serve();
    const [location] = await receive(server, 'first');
    await until(async () => (await lines(server, 'reader')) === 1);
    await pause();
    await receive(server, 'second', location);
    expect([await lines(server, 'reader'), await lines(server, 'writer')]).toEqual([1, 2]);
  });

  it('that cancels a query for its recovery: the query is answered by the primary', async () => {
    const server = await serve();
    await pair.primary.query(
      'create policy slow on inventory.locations as restrictive using (pg_sleep(0.5) is not null)',
    );
    try {
      await until(
        async () =>
          (await pair.standby.query("select from pg_policy where polname = 'slow'")).length === 1,
      );
      const slow = '{ locations { id code } }';
      const asked = server.send(slow);
      await sleep(200);
      await pair.primary.query(
        'begin; lock table inventory.locations in access exclusive mode; commit',
      );
      expect(await asked).toMatchObject({ status: 200, code: undefined });
      expect(await server.metric('read_fallbacks_total{reason="failed"}')).toBe(1);
      expect(server.logs.map(({ msg }) => msg)).toContain('a read of the replica failed');
    } finally {
      await pair.primary.query('drop policy slow on inventory.locations');
    }
  });

  it('that is too far behind is not read, which the log and /readyz say', async () => {
    const server = await serve({ settings: { readMaxLagMs: 3000 } });
    await pause();
    await server.create();
    await until(async () => (await server.get('/readyz')).text.includes('"behind"'));
    expect(await server.send(COUNT)).toMatchObject({ products: created });
    expect(await server.metric('replica_up')).toBe(0);
    expect(await server.metric('replica_lag_seconds')).toBeGreaterThan(3);
    expect(server.logs).toContainEqual(expect.objectContaining({ replica: 'behind' }));
    await resume();
    await until(async () => (await server.get('/readyz')).text.includes('"usable"'));
  });

  it('of a URL that leads to a primary is not read', async () => {
    const server = await serve({ readUrl: pair.primary.url });
    expect((await server.get('/readyz')).text).toContain('"no standby"');
    expect(await server.send(COUNT)).toMatchObject({ products: created });
  });

  it('a server whose primary is a standby is not ready, and says so', async () => {
    const server = await serve({ databaseUrl: pair.standby.url, readUrl: undefined });
    const { status, text } = await server.get('/readyz');
    expect([status, text]).toEqual([503, expect.stringContaining('in recovery')]);
    const many = await serve({
      databaseUrl: `${pair.standby.url.replace(/\/postgres$/, '')},127.0.0.1:1/postgres`,
      readUrl: undefined,
    });
    expect((await many.get('/readyz')).text).toContain('in recovery');
  });

  it('that goes away and comes back is read again; nobody gets an error', async () => {
    const server = await serve({ settings: { readMaxLagMs: 60_000 } });
    await pair.primary.query("alter system set synchronous_standby_names = ''");
    await pair.primary.query('select pg_reload_conf()');
    const answers: Answer[] = [];
    let isOver = false;
    const reading = (async () => {
      while (!isOver) answers.push(await server.send(COUNT));
    })();
    await pair.standby.kill();
    await until(async () => (await server.get('/readyz')).text.includes('"away"'));
    expect((await server.get('/readyz')).status).toBe(200);
    await pair.standby.start();
    await until(async () => (await server.get('/readyz')).text.includes('"usable"'));
    isOver = true;
    await reading;
    expect(answers.filter(({ products }) => products !== created)).toEqual([]);
  });

  async function receive(server: Served, batch: string, known?: string): Promise<[string]> {
    const product = `P${created}`;
    if (!known) await server.create();
    const code = known ?? 'FRONT';
    const make = known
      ? ''
      : `createLocation(input: { code: "${code}", name: "Front", kind: STOREFRONT }) { id }`;
    const line = `{ productId: "${known ? product : `P${created}`}", batchNumber: "${batch}", quantity: 5 }`;
    const { code: failed } = await server.send(
      `mutation { ${make} receiveStock(input: { locationId: "${code}", lines: [${line}] }) { id } }`,
      'writer',
    );
    expect(failed).toBeUndefined();
    return [code];
  }

  async function lines(server: Served, actor: string): Promise<number> {
    const { text } = await server.get('/export/movements.ndjson', actor);
    return text.trim().split('\n').filter(Boolean).length;
  }
});
