import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';
import {
  LOCATIONS,
  openTestServers,
  until,
  waitingForLock,
  type TestServers,
  type TestServer,
} from './support';

const TOKENS = /eyJ|authorization|bearer/i;

describe('running the server', () => {
  let servers: TestServers;
  let server: TestServer;
  beforeAll(async () => {
    servers = await openTestServers();
    server = await servers.serve();
  });
  afterEach(() => servers?.releaseLocks());
  afterAll(() => servers?.close());

  const lineOf = async (requestId: string, of = server) => {
    const find = () => of.logs.find((line) => line['requestId'] === requestId);
    await until(() => find() !== undefined); // it is written after the answer was sent
    return find()!;
  };

  describe('the log', () => {
    it('has the actor, the operation and its outcome, and no values of the request', async () => {
      const query = `mutation Sell($input: RecordSaleInput!) { recordSale(input: $input) { id } }`;
      const { location, product, tenant } = servers.shop;
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
      for (const value of [product, location, 'secret', '1000000', 'recordSale']) {
        expect(all).not.toContain(value);
      }
    });

    it('has OK for success, and no actor without a token', async () => {
      await server.post({ query: LOCATIONS }, { 'x-request-id': 'well' });
      expect(await lineOf('well')).toMatchObject({ codes: ['OK'], operationType: 'query' });
      await server.post({ query: LOCATIONS }, { 'x-request-id': 'who', authorization: 'x' });
      const line = await lineOf('who');
      expect(line).toMatchObject({ codes: ['UNAUTHENTICATED'] });
      expect(line['actor']).toBeUndefined();
    });

    it('has exports without their filters', async () => {
      const token = await server.token();
      await server.get(`/export/movements.csv?productId=${servers.shop.product}&token=${token}`, {
        'x-request-id': 'export',
      });
      const line = await lineOf('export');
      expect(line).toMatchObject({ route: '/export/:file', operationType: 'export' });
      expect(JSON.stringify(server.logs)).not.toMatch(TOKENS);
    });

    it.each(['', 'a b', 'x'.repeat(200), 'ü', '"}{'])(
      'has a generated id instead of "%s"',
      async (id) => {
        const given = id === 'ü' ? Buffer.from(id).toString('latin1') : id;
        const { headers } = await server.post({ query: LOCATIONS }, { 'x-request-id': given });
        expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      },
    );
  });

  it('measures requests, durations, retries and refusals', async () => {
    const own = await servers.serve();
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

  it('counts the retry of a write after a deadlock', async () => {
    const own = await servers.serve();
    const { pools } = servers.database;
    // The first insert of a product fails with the error of a deadlock.
    await pools.super.query(`
      create sequence public.attempts; grant usage on sequence public.attempts to public;
      create function public.collide() returns trigger language plpgsql as $$ begin
        if nextval('public.attempts') = 1 then raise exception using errcode = '40P01', message = 'deadlock'; end if;
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
      const other = await servers.serve({}, { databaseUrl });
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
      const url = new URL(servers.database.url);
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
        'a file with other content',
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
      const { super: admin } = servers.database.pools;
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
    it('finishes requests in flight and refuses new ones', async () => {
      const ending = await servers.serve();
      const lock = await servers.lockTable();
      const inFlight = ending.ask(LOCATIONS);
      await until(async () => (await waitingForLock(servers.database)) === 1);
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

    it('interrupts requests that exceed the shutdown timeout', async () => {
      const ending = await servers.serve({ shutdownTimeoutMs: 300, statementTimeoutMs: 1500 });
      const lock = await servers.lockTable();
      const inFlight = ending.ask(LOCATIONS).then(
        () => 'answered',
        () => 'interrupted',
      );
      await until(async () => (await waitingForLock(servers.database)) === 1);
      const start = Date.now();
      await ending.close();
      expect(Date.now() - start).toBeLessThan(5000);
      expect(await inFlight).toBe('interrupted');
      await lock.release();
    });

    it('closes WebSockets', async () => {
      const ending = await servers.serve();
      const socket = new WebSocket(ending.url.replace('http', 'ws'), 'graphql-transport-ws');
      await new Promise((resolve) => socket.once('open', resolve));
      const closed = new Promise<number>((resolve) => socket.once('close', resolve));
      await Promise.race([ending.close(), sleep(5000)]);
      expect(await closed).toBe(1001);
    });
  });
});
