import { rmSync } from 'node:fs';
import { ownFiles } from '../../src/lifecycle/schema-state';
import { VERSION } from '../../src/lifecycle/version';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { makeDataDir } from '../support/running-server';
import { bincard, type Outcome } from './bincard';

describe('the commands', () => {
  let database: TestDatabase;
  let dataDir: string;
  const run = (...args: string[]): Promise<Outcome> =>
    bincard(args, { DATABASE_URL: database.url, BINCARD_DATA_DIR: dataDir });

  beforeAll(async () => {
    dataDir = makeDataDir();
    database = await createTestDatabase();
    await run('tenant', 'create', 'demo');
  });
  afterAll(async () => {
    await database?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('an unknown command or option leads to --help', async () => {
    for (const args of [['nosuch'], ['doctor', '--nosuch']]) {
      const { code, stdout, stderr } = await run(...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^bincard: unknown (command|option) .*nosuch/);
      expect(stderr).toContain('bincard --help lists the commands');
    }
  });

  it('says its version', async () => {
    expect(await run('--version')).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
  });

  it('token warns where the kept secret signs for a database elsewhere', async () => {
    const { code, stderr } = await bincard(['token'], {
      ...{ DATABASE_URL: 'postgres://shop@db.invalid/shop', BINCARD_DATA_DIR: dataDir },
    });
    expect(code).not.toBe(0); // there is no such host
    expect(stderr).toContain('JWT_SECRET');
  });

  it('token prints a token and nothing else', async () => {
    const { code, stdout, stderr } = await run('token', '--role', 'clerk', '--actor', 'kim');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const claims = JSON.parse(Buffer.from(stdout.split('.')[1]!, 'base64url').toString()) as object;
    expect(claims).toMatchObject({ iss: 'bincard', aud: 'bincard', role: 'clerk', sub: 'kim' });
  });

  it.each([
    [[], 30 * 24 * 60 * 60],
    [['--expires', '45m'], 45 * 60],
    [['--expires-in', '45m'], 45 * 60],
  ])('token %j is valid for %i seconds', async (args, seconds) => {
    const { stdout } = await run('token', ...args);
    const [, claims] = stdout.split('.');
    const { iat, exp } = JSON.parse(Buffer.from(claims!, 'base64url').toString()) as {
      iat: number;
      exp: number;
    };
    expect(exp - iat).toBe(seconds);
  });

  it.each([
    [['token', '--expires-in', 'soon'], '45m, 8h or 30d'],
    [['token', '--tenant', 'nobody'], 'There is no tenant "nobody"'],
    [['token', '--role', 'king'], 'king'],
    [['tenant', 'create', ' Demo'], 'Tenant code  Demo is already used by tenant demo'],
    [['tenant', 'create', 'Not A Code'], 'letters, digits and dashes'],
    [['tenant', 'create', 'moon', '--time-zone', 'Moon/Base'], 'There is no time zone Moon/Base'],
    [['restore', '/no/such/file', '--yes'], 'There is no file or folder /no/such/file'],
    [['nonsense'], 'nonsense'],
  ])('%j is refused with exit code 2 and the reason', async (args, reason) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('    at '); // no stack
  });

  it('tenant create prints the id of the new tenant', async () => {
    const { code, stdout } = await run('tenant', 'create', 'accra', '--time-zone', 'Africa/Accra');
    expect(code).toBe(0);
    const { rows } = await database.pools.super.query<{ id: string; time_zone: string }>(
      "select id, time_zone from inventory.tenants where code = 'accra'",
    );
    expect(rows).toEqual([{ id: stdout.trim(), time_zone: 'Africa/Accra' }]);
  });

  it('tenant list prints every tenant', async () => {
    const { code, stdout } = await run('tenant', 'list', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({ code: 'demo', name: 'demo', timeZone: 'UTC' }),
    );
    expect((await run('tenant', 'list')).stdout).toMatch(/^demo\tdemo\tUTC\t\d{4}-\d\d-\d\d$/m);
  });

  it('location creates, lists, renames and switches a tenant’s locations', async () => {
    const made = await run('location', 'create', 'HUT', '--name', 'The hut');
    expect(made).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('HUT\tThe hut\tSTOREFRONT\ton') as string,
    });
    await run('location', 'create', 'HUT-Q', '--kind', 'QUARANTINE', '--quarantine-of', 'hut');
    const changed = await run('location', 'update', 'hut', '--name', 'Hut', '--off', '--json');
    expect(JSON.parse(changed.stdout)).toMatchObject([{ code: 'HUT', name: 'Hut', active: false }]);
    expect((await run('location', 'update', 'HUT', '--on')).code).toBe(0);
    const { stdout } = await run('location', 'list', '--json');
    const listed = JSON.parse(stdout) as { code: string }[];
    const hut = listed.find(({ code }) => code === 'HUT');
    expect(listed).toMatchObject([
      { code: 'HUT', name: 'Hut', kind: 'STOREFRONT', active: true },
      { code: 'HUT-Q', kind: 'QUARANTINE', quarantineOfId: (hut as { id?: string }).id },
    ]);
    for (const [args, reason] of [
      [['create', 'hut'], 'LOCATION_CODE_TAKEN'],
      [['update', 'NOWHERE', '--off'], 'There is no location NOWHERE'],
      [['update', 'HUT'], '--name, --on or --off'],
      [['create', 'X', '--tenant', 'nobody'], 'There is no tenant "nobody"'],
    ] as const) {
      const refused = await run('location', ...args);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr.toLowerCase()).toContain(reason.toLowerCase());
      expect(refused.stderr).not.toContain('    at ');
    }
  });

  it('migrate reports that there is nothing to do', async () => {
    expect(await run('migrate')).toMatchObject({
      code: 0,
      stdout: `The database is at version ${VERSION}: nothing to do.\n`,
    });
  });

  it('migrate says what it did in one sentence, and names each file where that is asked', async () => {
    const forget = () =>
      database.pools.super.query(
        `update inventory.applied_files set content_hash = '' where path = $1`,
        [[...ownFiles().keys()].at(-1)],
      );
    await forget();
    const { code, stdout, stderr } = await run('migrate');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      new RegExp(`^The database is at version ${VERSION} now: 0 migrations and 1 file applied in `),
    );
    await forget();
    expect((await run('migrate', '--verbose')).stdout).toMatch(/^applied db\/\S+\nThe database /);
  });

  it('rules lists every rule, with its violations when a tenant is named', async () => {
    const { code, stdout } = await run('rules', '--json', '--tenant', 'demo');
    expect(code).toBe(0);
    const rules = JSON.parse(stdout) as { name: string }[];
    expect(rules.find(({ name }) => name === 'insufficient_stock')).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      enabled: true,
      violations: 0,
    });
  });

  it('doctor exits with 0 on a healthy database, and with 1 when a guard is disabled', async () => {
    expect(await run('doctor')).toMatchObject({
      code: 0,
      stdout: 'Every rule is in force.\nEvent triggers against changes by hand: installed.\n',
    });
    const trigger = 'trigger _300_movement_immutable';
    await database.pools.super.query(`alter table inventory.movements disable ${trigger}`);
    const disabled = await run('doctor', '--json');
    await database.pools.super.query(`alter table inventory.movements enable always ${trigger}`);
    expect(disabled.code).toBe(1);
    expect(JSON.parse(disabled.stdout)).toMatchObject({
      healthy: false,
      findings: [{ problem: 'disabled' }, { object: 'rule movement_immutable' }],
    });
  });

  it('doctor does not report what the caller allows by name', async () => {
    await database.pools.super.query(
      `create schema reporting; create view reporting.sales as select * from inventory.sales`,
    );
    const reported = await run('doctor');
    const object = 'dependent view reporting.sales';
    expect(reported).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(
        `not expected: remove it, or allow it (--allow)\t${object}\n`,
      ),
    });
    const allowed = await run('doctor', '--allow', object, '--json');
    expect(allowed.code).toBe(0);
    expect(JSON.parse(allowed.stdout)).toMatchObject({ healthy: true, findings: [] });
    await database.pools.super.query('drop schema reporting cascade');
  });

  it('doctor says how to migrate a database that was never migrated', async () => {
    await database.pools.super.query('create database never_migrated');
    try {
      const url = database.url.replace(/\/[^/]*$/, '/never_migrated');
      const outcome = await bincard(['doctor'], { DATABASE_URL: url });
      expect(outcome.code).toBe(1);
      expect(outcome.stdout).toContain('missing: run bincard migrate');
    } finally {
      await database.pools.super.query('drop database never_migrated');
    }
  });

  it.each([
    ['PORT', 'many'],
    ['DATABASE_URL', 'mysql://here'],
    ['JWT_SECRET', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['BINCARD_POOL_SIZE', '0'],
    ['BINCARD_NAMED_STATEMENTS', 'maybe'],
  ])('an invalid %s is reported', async (name, value) => {
    const outcome = await bincard(['rules'], { [name]: value });
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(new RegExp(`^bincard: ${name} must `));
  });

  it('a misspelt setting is reported with the correct name', async () => {
    expect(await bincard(['rules'], { BINCARD_POOL_SISE: '5' })).toEqual({
      ...{ code: 2, stdout: '' },
      stderr: 'bincard: BINCARD_POOL_SISE is not a setting: did you mean BINCARD_POOL_SIZE?\n',
    });
  });
});
