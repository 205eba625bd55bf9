import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureAdmin } from '../../src/cli/first-admin';
import { linkTo } from '../../src/cli/people';
import { warnOfKeptSecret } from '../../src/cli/tokens';
import { loadConfig } from '../../src/config';
import { createPool } from '../../src/database/pool';
import { signIn, useLink } from '../../src/users/sign-in';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { bincard } from './bincard';

// People and API tokens from the command line, and the first admin of a container.

const PASSWORD = 'correct horse battery';

describe('people on the command line', () => {
  let database: TestDatabase;
  let folder: string;
  const run = (...args: string[]) =>
    bincard(args, { DATABASE_URL: database.url, BINCARD_DATA_DIR: folder });
  const withApp = async <Result>(
    work: (pool: ReturnType<typeof createPool>) => Promise<Result>,
  ) => {
    const pool = createPool(database.url, 'bincard_app', { max: 1 });
    return work(pool).finally(() => pool.end());
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-people-'));
    database = await createTestDatabase();
    await run('tenant', 'create', 'demo');
  });
  afterAll(async () => {
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('adds a person by a link that works once', async () => {
    const { code, stdout } = await run('user', 'add', 'Kim@shop.example', '--role', 'manager');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:4000\/sign-in#bcl_[\w-]{64}\n$/),
    ]);
    const secret = stdout.trim().split('#')[1]!;
    const opened = await withApp((pool) => useLink(pool, { secret, password: PASSWORD }));
    expect(opened.user).toMatchObject({ email: 'Kim@shop.example', role: 'MANAGER' });
    const again = withApp((pool) => useLink(pool, { secret, password: PASSWORD }));
    await expect(again).rejects.toThrow('The link was used already');

    expect(await run('user', 'add', 'kim@shop.example')).toMatchObject({
      ...{ code: 2, stdout: '' },
      stderr:
        'bincard: Email address kim@shop.example is already that of another user (email_taken). Give another address, or let that user choose a new password: resetUser, or bincard user reset.\n',
    });
    expect((await run('user', 'add', 'notanemail')).stderr).toContain(
      '"notanemail" is no email address: it is a name, @ and a host, without blanks',
    );
  });

  it('lists, resets, switches off and changes people by their address', async () => {
    await run('user', 'add', 'Ada@shop.example', '--name', 'Ada', '--role', 'admin');
    const users = async () =>
      JSON.parse((await run('user', 'list', '--json')).stdout) as Record<string, unknown>[];
    expect((await users()).map(({ email }) => email)).toEqual([
      ...['Ada@shop.example', 'Kim@shop.example'],
    ]);
    expect((await run('user', 'reset', 'KIM@shop.example')).stdout).toMatch(/#bcl_/);
    expect((await run('user', 'disable', 'kim@shop.example')).stdout).toBe(
      'Kim@shop.example is switched off\n',
    );
    expect((await run('user', 'enable', 'kim@shop.example')).stdout).toBe(
      'Kim@shop.example is manager\n',
    );
    await run('user', 'role', 'kim@shop.example', '--role', 'viewer');
    expect(await users()).toContainEqual(
      expect.objectContaining({ email: 'Kim@shop.example', role: 'VIEWER', active: true }),
    );
    for (const [args, reason] of [
      [['disable', 'ada@shop.example'], 'last_admin'],
      [['disable', 'nobody@shop.example'], 'There is no user nobody@shop.example'],
    ] as const) {
      const { code, stderr } = await run('user', ...args);
      expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
    }
  });

  it('makes, lists and revokes API tokens by name', async () => {
    const made = await run('token', 'create', 'Till 3', '--role', 'clerk', '--days', '30');
    expect([made.code, made.stderr]).toEqual([0, '']);
    expect(made.stdout).toMatch(/^bct_[\w-]{64}\n$/);
    await run('token', 'create', "Ada's", '--role', 'admin', '--actor', 'ada@shop.example');
    const { stdout } = await run('token', 'list');
    expect(
      stdout
        .split('\n')
        .slice(1, 3)
        .map((line) => line.split('\t').slice(0, 3)),
    ).toEqual([
      ["Ada's", 'admin', 'ada@shop.example'],
      ['Till 3', 'clerk', 'Till 3'],
    ]);
    expect((await run('token', 'create', 'TILL 3', '--role', 'clerk')).stderr).toContain(
      'Name TILL 3 is already used by another API token (token_name_taken). Choose another name, or revoke that token first',
    );
    expect((await run('token', 'revoke', 'till 3')).stdout).toBe('Till 3 is revoked\n');
    expect((await run('token', 'revoke', 'till 3')).stderr).toContain('is revoked already');
    expect((await run('token', 'revoke', 'x')).stderr).toContain('There is no API token x');
    expect((await run('token', 'create', 'x', '--role', 'clerk', '--days', '367')).code).toBe(2);
    const endOf = async (...more: string[]) => {
      const json = await run(
        'token',
        'create',
        `e${more.join()}`,
        '--role',
        'clerk',
        '--json',
        ...more,
      );
      const { createdAt, expiresAt } = (
        JSON.parse(json.stdout) as { token: Record<string, string> }
      ).token;
      return Math.round((Date.parse(expiresAt!) - Date.parse(createdAt!)) / 86_400_000);
    };
    expect(await endOf('--expires', '30d')).toBe(30);
    expect(await endOf('--days', '31')).toBe(31);
    expect(await endOf()).toBe(90);
    expect(
      (await run('token', 'create', 'x', '--role', 'clerk', '--expires', '8h')).stderr,
    ).toContain('It must be a number of days such as 90d.');
    const signed = (await run('token', '--days', '2')).stdout.split('.')[1]!;
    const { iat, exp } = JSON.parse(Buffer.from(signed, 'base64url').toString()) as {
      iat: number;
      exp: number;
    };
    expect(exp - iat).toBe(2 * 86_400);
  });

  it('lists the role that counts of a token whose user may do less', async () => {
    await run('user', 'add', 'Lee@shop.example', '--role', 'manager');
    await run('token', 'create', 'Lees', '--role', 'manager', '--actor', 'lee@shop.example');
    await run('user', 'role', 'lee@shop.example', '--role', 'viewer');
    const { stdout } = await run('token', 'list');
    expect(stdout).toContain('Lees\tviewer (made for manager)\tlee@shop.example');
  });

  it('says which code of a tenant is taken or none', async () => {
    expect((await run('tenant', 'create', 'DEMO')).stderr).toBe(
      'bincard: Tenant code DEMO is already used by tenant demo (demo) (tenant_code_taken). Choose another code.\n',
    );
    expect((await run('tenant', 'create', 'a b')).stderr).toContain(
      '"a b" is no code of a tenant: it has 1 to 63 letters, digits and dashes',
    );
  });

  it('makes the first admin by a set-up link, who names the address', async () => {
    await run('tenant', 'create', 'new');
    const { stdout } = await run('setup-link', '--tenant', 'new');
    const secret = stdout.trim().split('#')[1]!;
    const use = (more: object) =>
      withApp((pool) => useLink(pool, { secret, password: PASSWORD, ...more }));
    await expect(use({})).rejects.toMatchObject({ field: 'email' });
    const { user } = await use({ email: 'First@new.example', name: 'First' });
    expect(user).toMatchObject({ email: 'First@new.example', role: 'ADMIN' });
    const { rows } = await database.pools.super.query<{ actor: string }>(
      `select actor from inventory.audit_log where entity = 'user' and after ->> 'email' = 'First@new.example'`,
    );
    expect(new Set(rows.map(({ actor }) => actor))).toEqual(new Set(['first@new.example']));
  });

  it('makes the admin of a container once, from a file', async () => {
    const file = path.join(folder, 'password');
    writeFileSync(file, `${PASSWORD}\n`);
    const config = loadConfig({
      ...{ DATABASE_URL: database.url, BINCARD_ADMIN_TENANT: 'demo' },
      ...{ BINCARD_ADMIN_EMAIL: 'root@shop.example', BINCARD_ADMIN_PASSWORD_FILE: file },
    });
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    await ensureAdmin(config, database.url);
    writeFileSync(file, 'another long password');
    await ensureAdmin(config, database.url);
    expect(said).toHaveBeenCalledTimes(1);
    said.mockRestore();
    const request = { tenant: 'demo', email: 'ROOT@shop.example', address: '::1' };
    const opened = await withApp((pool) => signIn(pool, { ...request, password: PASSWORD }));
    expect(opened.user.role).toBe('ADMIN');
    expect(() => loadConfig({ BINCARD_ADMIN_EMAIL: 'root@shop.example' })).toThrow(
      'BINCARD_ADMIN_EMAIL needs BINCARD_ADMIN_PASSWORD_FILE, which is not set',
    );
  });

  it.each([
    [
      'a file that is not there',
      { password: undefined },
      'which cannot be read (there is no such file)',
    ],
    [
      'a short password',
      { password: 'short' },
      ': The password has 5 characters: 12 to 256 are needed',
    ],
    [
      'a tenant that is not there',
      { BINCARD_ADMIN_TENANT: 'nowhere' },
      'There is no tenant "nowhere" for the admin new@shop.example: set BINCARD_ADMIN_TENANT to one that is there (demo',
    ],
  ])('names the setting of %s', async (_, given: Record<string, string | undefined>, said) => {
    const { password = PASSWORD, ...env } = given;
    const file = path.join(folder, 'given');
    rmSync(file, { force: true });
    const config = loadConfig({
      ...{ DATABASE_URL: database.url, BINCARD_ADMIN_TENANT: 'demo' },
      ...{ BINCARD_ADMIN_EMAIL: 'new@shop.example', BINCARD_ADMIN_PASSWORD_FILE: file },
      ...env,
    });
    if (!said.includes('no such file')) writeFileSync(file, password);
    await expect(ensureAdmin(config, database.url)).rejects.toThrow(said);
  });

  it('leads links to the public address', () => {
    const config = loadConfig({ BINCARD_PUBLIC_URL: 'https://stock.example/' });
    expect(linkTo(config, 'x')).toBe('https://stock.example/sign-in#x');
  });

  it.each([
    [{ DATABASE_URL: 'postgres://shop@db.example/shop' }, 1],
    [{ DATABASE_URL: 'postgres://shop@db.example/shop', JWT_SECRET: 'x'.repeat(40) }, 0],
    [{ DATABASE_URL: 'postgres://shop:secret@localhost:5432/shop' }, 0],
    [{}, 0],
  ])('warns of the kept secret for a database elsewhere: %j', (env, times) => {
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    warnOfKeptSecret(loadConfig(env));
    expect(said).toHaveBeenCalledTimes(times);
    said.mockRestore();
  });
});
