import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { startBincard, type BincardProcess } from '../support/bincard-process';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { makeDataDir } from '../support/running-server';
import { bincard } from './bincard';

// The login of this server is a member of the role bincard_app and of no other.

describe('a login with the least rights', () => {
  const login = `shop_${randomBytes(4).toString('hex')}`;
  let database: TestDatabase;
  let dataDir: string;
  let url: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataDir = makeDataDir();
    await database.pools.super.query(
      `create role ${login} login password '${login}' in role bincard_app`,
    );
    const changed = new URL(database.url);
    changed.username = login;
    changed.password = login;
    url = changed.toString();
  });
  afterAll(async () => {
    await database.drop();
    const other = await createTestDatabase();
    await other.pools.super.query(`drop role ${login}`);
    await other.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const off = { BINCARD_MIGRATE: 'off', BINCARD_WORKER: 'off' };

  it('serves a schema that another login has migrated', async () => {
    const server: BincardProcess = startBincard(url, dataDir, off);
    const served = await server.url;
    expect((await fetch(served.replace('/graphql', '/readyz'))).status).toBe(200);
    server.child.kill('SIGTERM');
    expect(await server.code).toBe(0);
  });

  it('cannot migrate', async () => {
    const { code, stderr } = await bincard(['migrate'], { DATABASE_URL: url });
    expect(code).toBe(2);
    expect(stderr).toMatch(/permission denied/);
  });

  it('refuses to serve a schema of another version', async () => {
    await database.pools.owner.query(
      `update inventory.applied_files set content_hash = 'another' where path = 'db/functions/identity.sql'`,
    );
    const { code, stderr } = await bincard(['start'], { DATABASE_URL: url, PORT: '0', ...off });
    expect([code, stderr]).toEqual([2, expect.stringContaining('run bincard migrate')]);
  });

  it('refuses to run a worker', async () => {
    const settings = { DATABASE_URL: url, BINCARD_MIGRATE: 'off', BINCARD_WORKER: 'on' };
    const { code, stderr } = await bincard(['start'], settings);
    expect([code, stderr]).toEqual([2, expect.stringContaining('BINCARD_WORKER=off')]);
  });
});
