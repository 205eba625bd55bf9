import { randomBytes } from 'node:crypto';
import { createPool } from '../../src/database/pool';
import { readSession, requireIsolation } from '../../src/lifecycle/isolation';
import { requireCurrent } from '../../src/lifecycle/require-current';
import { SECRET } from '../server/support';
import { startServer } from '../../src/server/start';
import { migrate } from '../../src/lifecycle/migrate';
import { connect } from '../support/database';
import { makePostgres, type OwnPostgres } from '../support/own-postgres';
import { openShop } from '../support/shop';

// What a server looks for before it serves: that no transaction of its login sees a row of a tenant that it is not of.

describe('the isolation of tenants', () => {
  const name = `login_${randomBytes(4).toString('hex')}`;
  let postgres: OwnPostgres;
  let database: ReturnType<typeof connect>;
  // A server of its own: roles belong to all databases of one, where other tests run.
  beforeAll(async () => {
    postgres = await makePostgres(['fsync=off']);
    await postgres.start();
    await migrate(postgres.url);
    database = connect(postgres.url);
    await openShop(database);
  });
  afterEach(async () => {
    await database.pools.super.query(`drop role if exists ${name}`);
  });
  afterAll(async () => {
    await database?.close();
    await postgres?.remove();
  });

  /** The URL of a login that is made with these attributes. */
  async function login(attributes: string): Promise<string> {
    await database.pools.super.query(`create role ${name} login password 'login' ${attributes}`);
    const url = new URL(database.url);
    [url.username, url.password] = [name, 'login'];
    return url.toString();
  }

  /** What is found of the sessions that a pool without a role has, and of transactions that take the role in this way. */
  async function found(url: string, takeRole?: string): Promise<string | undefined> {
    const pool = createPool(url, undefined, { max: 1 });
    try {
      return (await readSession(pool, takeRole)).fault;
    } finally {
      await pool.end();
    }
  }

  it('holds for a superuser, and for one that may bypass row-level security, that becomes bincard_app', async () => {
    expect(await found(database.url)).toBeUndefined();
    expect(await found(await login('bypassrls in role bincard_app'))).toBeUndefined();
  });

  it('is missed where the transaction stays what the login is, or becomes the owner', async () => {
    const stays = 'set local application_name = none';
    expect(await found(database.url, stays)).toContain('a superuser');
    expect(await found(await login('bypassrls in role bincard_app'), stays)).toContain('BYPASSRLS');
    expect(await found(database.url, 'set local role bincard_owner')).toContain('owns the table');
  });

  it('is missed for a login that may not become bincard_app, and the server does not start', async () => {
    const url = await login('bypassrls');
    expect(await found(url)).toContain('may not become bincard_app');
    await expect(requireCurrent(url)).rejects.toThrow('make it a member of that role');
    await database.pools.super.query(
      `grant bincard_app to ${name}; alter role bincard_app bypassrls`,
    );
    await expect(requireIsolation(url)).rejects.toThrow('BYPASSRLS');
    const options = { databaseUrl: url, port: 0, host: '127.0.0.1', jwtSecret: SECRET };
    const start = () => startServer({ ...options, logLevel: 'silent', poolSize: 1 });
    await expect(start()).rejects.toThrow('Tenants are not isolated');
    await database.pools.super.query('alter role bincard_app nobypassrls');
    await (await start()).close();
  });

  it('is missed where the login cannot call an entry point before it has become bincard_app', async () => {
    const url = await login('noinherit in role bincard_app');
    expect(await found(url)).toContain('INHERIT');
    await requireIsolation(url); // its sessions begin as bincard_app
  });

  it('is missed where the role may become one that no policy restricts', async () => {
    await login('in role bincard_app');
    const free = `${name}_free`;
    await database.pools.super.query(`create role ${free} bypassrls; grant ${free} to ${name}`);
    const fault = await found(database.url, `set local role ${name}`);
    await database.pools.super.query(`drop role ${free}`);
    expect(fault).toContain(`a member of ${free}, a superuser or a role with BYPASSRLS`);
  });

  it('is missed where a table is open', async () => {
    const { super: admin } = database.pools;
    await admin.query('alter table inventory.products disable row level security');
    expect(await found(database.url)).toContain('of the table products does not apply');
    await admin.query('alter table inventory.products enable row level security');
    await admin.query('create policy open on inventory.locations using (true)');
    expect(await found(database.url)).toContain('sees rows where no tenant is set');
    await admin.query('drop policy open on inventory.locations');
    expect(await found(database.url)).toBeUndefined();
  });
});
