import { randomBytes } from 'node:crypto';
import path from 'node:path';
import pino from 'pino';
import { createPool } from '../../src/database/pool';
import { startWorker } from '../../src/jobs/worker';
import { migrate } from '../../src/lifecycle/migrate';
import { readSession, requireIsolation } from '../../src/lifecycle/isolation';
import { requireOwnSession } from '../../src/lifecycle/own-session';
import { bincard } from '../cli/bincard';
import { reachThrough } from '../support/api';
import { createTestDatabase, onServer, withDatabase } from '../support/database';
import { describeWithPgBouncer, startPgBouncer, type PgBouncer } from '../support/pgbouncer';
import { LOCATIONS, openTestServers, until, type TestServer, type TestServers } from './support';

// PgBouncer in transaction mode, which drops the start-up parameter `options`: a session has the role of its login, here a
// superuser's, whom no policy restricts. So an operation that forgot to take the role of the server would see every tenant.

/** The whole flow of the API, and what one tenant may learn of another. */
const AS_BEFORE = [
  ...['e2e/shop-day', 'e2e/elec-0007', 'attack/graphql-tenants', 'attack/graphql-tenants-writes'],
  ...['attack/graphql-tenants-feed', 'attack/graphql-exports'],
];

describeWithPgBouncer('behind a pooler that drops the role of the session', () => {
  let pooler: PgBouncer;
  beforeAll(async () => {
    pooler = await startPgBouncer(process.env['TEST_SERVER_URL']!);
    reachThrough(pooler.through);
  });
  afterAll(() => pooler?.stop());

  describe.each(AS_BEFORE)('%s', (file) => {
    jest.requireActual(path.join(__dirname, '..', `${file}.test`));
  });

  describe('a server', () => {
    let servers: TestServers;
    let server: TestServer;
    beforeAll(async () => {
      servers = await openTestServers();
      const databaseUrl = pooler.through(servers.database.url);
      server = await servers.serve({}, { databaseUrl, namedStatements: false });
    });
    afterAll(() => servers?.close());

    const endSessions = () =>
      servers.database.pools.super.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );

    it('works with a superuser as its login, and is ready', async () => {
      expect((await server.ask(LOCATIONS)).data.locations).toHaveLength(2);
      expect(await server.get('/readyz')).toMatchObject({ status: 200 });
    });

    it('reads as the server, whatever the session is', async () => {
      const pool = createPool(pooler.through(servers.database.url), 'bincard_app', { max: 1 });
      const { rows } = await pool.query('select current_user::text as role');
      expect(rows).not.toEqual([{ role: 'bincard_app' }]);
      // The same statements without what takes the role: this is what is looked for.
      const { fault } = await readSession(pool, 'set local application_name = none');
      expect(fault).toContain('a superuser');
      expect(await readSession(pool)).toEqual({ inRecovery: false, fault: undefined });
      await pool.end();
    });

    it('finds that a transaction sees rows although it has no tenant', async () => {
      const { name } = new URL(servers.database.url).pathname.match(/\/(?<name>.*)/)!.groups!;
      await onServer(
        servers.database.url,
        `alter database ${name} set app.tenant_id = '${servers.shop.tenant}'`,
      );
      await endSessions(); // those of the pooler: new ones have the setting
      await expect(requireIsolation(servers.database.url)).rejects.toThrow('sees rows');
      await until(async () => (await server.get('/readyz')).status === 503);
      expect((await server.get('/readyz')).text).toContain('the rows of every tenant');
      await onServer(servers.database.url, `alter database ${name} reset app.tenant_id`);
      await endSessions();
      await until(async () => (await server.get('/readyz')).status === 200);
    });
  });

  describe('what needs a session of its own', () => {
    it('is refused by name', async () => {
      const url = pooler.through(process.env['TEST_SERVER_URL']!);
      await expect(requireOwnSession(url, 'It needs')).rejects.toThrow('BINCARD_DIRECT_URL');
      await requireOwnSession(process.env['TEST_SERVER_URL']!, 'It needs');
      const worker = {
        databaseUrl: url,
        scanCron: '0 0 1 1 *',
        fullScanCron: '0 0 1 1 *',
        fullScanNights: 1,
      };
      await expect(startWorker({ ...worker, logger: pino({ level: 'silent' }) })).rejects.toThrow(
        'The worker needs',
      );
    });

    it('is refused before a migration changes anything', async () => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      await onServer(process.env['TEST_SERVER_URL']!, `create database ${name}`);
      const url = withDatabase(process.env['TEST_SERVER_URL']!, name);
      await expect(migrate(pooler.through(url))).rejects.toThrow('Migrating needs');
      const direct = { DATABASE_URL: pooler.through(url), BINCARD_DIRECT_URL: url };
      expect(await bincard(['migrate'], direct)).toMatchObject({ code: 0 });
      await onServer(process.env['TEST_SERVER_URL']!, `drop database ${name} with (force)`);
    });
  });

  it('bincard prove holds', async () => {
    const database = await createTestDatabase();
    const url = pooler.through(database.url);
    expect(await bincard(['migrate'], { DATABASE_URL: database.url })).toMatchObject({ code: 0 });
    const args = ['prove', '--database', url, '--seconds', '5', '--seed', '7', '--json'];
    const { code, stdout, stderr } = await bincard(args, { BINCARD_NAMED_STATEMENTS: 'off' });
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ proven: true });
    await database.drop();
  });
});
