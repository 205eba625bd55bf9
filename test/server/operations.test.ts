import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import {
  LOCATIONS,
  openGround,
  until,
  waitingForLock,
  type TestGround,
  type TestServer,
} from './support';

const TOKENS = /eyJ|authorization|bearer/i;

describe('running the server', () => {
  let ground: TestGround;
  let server: TestServer;
  beforeAll(async () => {
    ground = await openGround();
    server = await ground.serve();
  });
  afterEach(() => ground?.release());
  afterAll(() => ground?.close());

  const lineOf = async (requestId: string, of = server) => {
    const find = () => of.logs.find((line) => line['requestId'] === requestId);
    await until(() => find() !== undefined); // it is written when the answer is through
    return find()!;
  };

  describe('the log', () => {
    it('says who did what and how it ended, and nothing of what was in it', async () => {
      const query = `mutation Sell($input: RecordSaleInput!) { recordSale(input: $input) { id } }`;
      const { location, product, tenant } = ground.shop;
      const lines = [{ productId: product, quantity: 1_000_000 }];
      const variables = { input: { locationId: location, lines, customerName: 'secret' } };
      const { headers } = await server.post(
        { query, variables: { ...variables } },
        { 'x-request-id': 'till-7.42' },
      );
      expect(headers.get('x-request-id')).toBe('till-7.42');
      delete (variables.input as { customerName?: string }).customerName;
      await server.post({ query, variables }, { 'x-request-id': 'till-7.43' });
      expect(await lineOf('till-7.42')).toMatchObject({ codes: ['BAD_USER_INPUT'] });
      const line = await lineOf('till-7.43');
      expect(line).toMatchObject({
        ...{ level: 30, msg: 'request', method: 'POST', route: '/graphql', status: 200 },
        ...{ tenant, actor: 'tester', operationName: 'Sell', operationType: 'mutation' },
        codes: ['INSUFFICIENT_STOCK'],
      });
      expect(line['durationMs']).toBeGreaterThan(0);
      const all = JSON.stringify(server.logs);
      expect(all).not.toMatch(TOKENS);
      for (const inside of [product, location, 'secret', '1000000', 'recordSale']) {
        expect(all).not.toContain(inside);
      }
    });

    it('says OK of what went well, and nobody of who has no token', async () => {
      await server.post({ query: LOCATIONS }, { 'x-request-id': 'well' });
      expect(await lineOf('well')).toMatchObject({ codes: ['OK'], operationType: 'query' });
      await server.post({ query: LOCATIONS }, { 'x-request-id': 'who', authorization: 'x' });
      const line = await lineOf('who');
      expect(line).toMatchObject({ codes: ['UNAUTHENTICATED'] });
      expect(line['actor']).toBeUndefined();
    });

    it('names exports without their filters', async () => {
      const token = await server.token();
      await server.get(`/export/movements.csv?productId=${ground.shop.product}&token=${token}`, {
        'x-request-id': 'export',
      });
      const line = await lineOf('export');
      expect(line).toMatchObject({ route: '/export/:file', operationType: 'export' });
      expect(JSON.stringify(server.logs)).not.toMatch(TOKENS);
    });

    it.each(['', 'a b', 'x'.repeat(200), 'ü', '"}{'])('makes its own id for "%s"', async (id) => {
      const given = id === 'ü' ? Buffer.from(id).toString('latin1') : id;
      const { headers } = await server.post({ query: LOCATIONS }, { 'x-request-id': given });
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    });
  });

  it('counts requests, times, retries and refusals', async () => {
    const own = await ground.serve();
    await own.ask(LOCATIONS);
    await own.ask('mutation { createProduct(input: { sku: "A", name: "x" }) { id } }');
    await own.ask('{ nonsense }');
    await until(async () => {
      const { text } = await own.get('/metrics');
      return text.includes('GRAPHQL_VALIDATION_FAILED');
    });
    const { text } = await own.get('/metrics');
    for (const line of [
      'bincard_requests_total{type="query",code="OK"} 1',
      'bincard_requests_total{type="mutation",code="SKU_TAKEN"} 1',
      'bincard_requests_total{type="none",code="GRAPHQL_VALIDATION_FAILED"} 1',
      'bincard_request_duration_seconds_count{type="query",code="OK"} 1',
      'bincard_rule_violations_total{code="SKU_TAKEN"} 1',
      'bincard_retries_total 0',
      'bincard_database_up 1',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('counts a write that met another', async () => {
    const own = await ground.serve();
    const { pools } = ground.database;
    // The first statement that creates a product fails as PostgreSQL fails one of two that wait for each other.
    await pools.super.query(`
      create sequence public.tries; grant usage on sequence public.tries to public;
      create function public.collide() returns trigger language plpgsql as $$ begin
        if nextval('public.tries') = 1 then raise exception using errcode = '40P01', message = 'deadlock'; end if;
        return new; end $$;
      create trigger collide before insert on inventory.products for each row execute function public.collide()`);
    const { error } = await own.ask(
      'mutation { createProduct(input: { sku: "RETRY", name: "x" }) { id } }',
    );
    await pools.super.query('drop trigger collide on inventory.products');
    expect(error).toBeUndefined();
    expect((await own.get('/metrics')).text).toContain('bincard_retries_total 1');
  });

  describe('readiness', () => {
    const ready = async (databaseUrl: string) => {
      const other = await ground.serve({}, { databaseUrl });
      const { status, text } = await other.get('/readyz');
      expect((await other.get('/healthz')).status).toBe(200);
      const metrics = await other.get('/metrics');
      return { status, text, metrics };
    };

    it('of a migrated database', async () => {
      expect(await server.get('/readyz')).toMatchObject({
        status: 200,
        text: '{"status":"ready"}',
      });
    });

    it('of one that was not migrated', async () => {
      const url = new URL(ground.database.url);
      const admin = new Client({ connectionString: url.toString() });
      await admin.connect();
      const name = `${url.pathname.slice(1)}_empty`;
      await admin.query(`create database ${name}`);
      url.pathname = `/${name}`;
      const { status, text, metrics } = await ready(url.toString());
      expect(status).toBe(503);
      expect(text).toContain('has no schema');
      expect(metrics.status).toBe(200);
      expect(metrics.text).toContain('bincard_database_up 0');
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    });

    it('of a database that does not answer', async () => {
      const { status, text } = await ready('postgres://nobody:secret@127.0.0.1:1/none');
      expect(status).toBe(503);
      expect(text).toContain('does not answer');
      expect(text).not.toMatch(/secret|127/);
    });

    it.each([
      [
        'a file of another content',
        "update inventory.applied_files set content_hash = 'x'",
        'run bincard migrate',
      ],
      [
        'a migration that did not run',
        'delete from inventory.schema_migrations',
        'run bincard migrate',
      ],
      [
        'a migration of a later version',
        "insert into inventory.schema_migrations (timestamp, name) values (1, 'Later1')",
        'install that version',
      ],
      [
        'a file that a later version applied',
        "update inventory.applied_files set content_hash = 'x', applied_by = '99.0.0' where path like '%definitions%'",
        'install that version',
      ],
    ])('of a schema with %s', async (_, change, advice) => {
      const { super: admin } = ground.database.pools;
      const files = await admin.query('select path, content_hash from inventory.applied_files');
      const migrations = await admin.query('select * from inventory.schema_migrations');
      await admin.query(change);
      const answer = await server.get('/readyz');
      await admin.query('delete from inventory.schema_migrations');
      for (const { id, timestamp, name } of migrations.rows) {
        const text =
          'insert into inventory.schema_migrations (id, timestamp, name) values ($1, $2, $3)';
        await admin.query(text, [id, timestamp, name]);
      }
      for (const { path, content_hash } of files.rows) {
        const text =
          'update inventory.applied_files set content_hash = $2, applied_by = null where path = $1';
        await admin.query(text, [path, content_hash]);
      }
      expect(answer.status).toBe(503);
      expect(answer.text).toContain(advice);
      expect((await server.get('/readyz')).status).toBe(200);
    });
  });

  describe('shutting down', () => {
    it('finishes what is in flight and refuses what is new', async () => {
      const ending = await ground.serve();
      const lock = await ground.hold();
      const inFlight = ending.ask(LOCATIONS);
      await until(async () => (await waitingForLock(ground.database)) === 1);
      const closing = ending.close();
      const refused = await ending.ask(LOCATIONS);
      expect(refused.status).toBe(503);
      expect(refused.headers.get('connection')).toBe('close');
      expect(refused.error).toEqual({ code: 'SHUTTING_DOWN', retryable: true });
      expect((await ending.get('/readyz')).status).toBe(503);
      expect((await ending.get('/healthz')).status).toBe(200);
      await lock.release();
      const finished = await inFlight;
      expect([finished.status, finished.error]).toEqual([200, undefined]);
      expect(finished.headers.get('connection')).toBe('close');
      await closing;
      await expect(ending.ask(LOCATIONS)).rejects.toThrow();
    });

    it('cuts off what takes longer than it may', async () => {
      const ending = await ground.serve({ shutdownTimeoutMs: 300, statementTimeoutMs: 1500 });
      const lock = await ground.hold();
      const inFlight = ending.ask(LOCATIONS).then(
        () => 'answered',
        () => 'cut off',
      );
      await until(async () => (await waitingForLock(ground.database)) === 1);
      const begun = Date.now();
      await ending.close();
      expect(Date.now() - begun).toBeLessThan(5000);
      expect(await inFlight).toBe('cut off');
      await lock.release();
    });

    it('tells WebSockets to go away', async () => {
      const ending = await ground.serve();
      const socket = new WebSocket(ending.url.replace('http', 'ws'), 'graphql-transport-ws');
      await new Promise((resolve) => socket.once('open', resolve));
      const closed = new Promise<number>((resolve) => socket.once('close', resolve));
      await Promise.race([ending.close(), sleep(5000)]);
      expect(await closed).toBe(1001);
    });
  });
});
