import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bincard, type Outcome } from './bincard';
import { openCli, type CliStage } from './ledger';

/** The version of pg_dump on the PATH; 0 when there is none. */
function dumpVersion(): number {
  try {
    return Number(/(\d+)/.exec(execFileSync('pg_dump', ['--version'], { encoding: 'utf8' }))![1]);
  } catch {
    return 0;
  }
}

const serverVersion = Number(process.env['TEST_SERVER_VERSION']);

// Tests that need a pg_dump of the server's version run on PostgreSQL 15 (npm run test:pg15), which brings one. Tests
// that need an older pg_dump run on the embedded server, if the machine has one.
describe('backup and restore', () => {
  let cli: CliStage;
  let empty: string;
  let emptyUrl: string;
  const on = (url: string, ...args: string[]): Promise<Outcome> =>
    bincard(args, { DATABASE_URL: url });
  const sql = <Row extends object>(text: string) => cli.database.pools.super.query<Row>(text);

  beforeAll(async () => {
    cli = await openCli();
    const url = new URL(cli.database.url);
    empty = `${url.pathname.slice(1)}_empty`;
    url.pathname = `/${empty}`;
    emptyUrl = url.toString();
  });
  beforeEach(async () => {
    await sql(`drop database if exists ${empty} with (force)`);
    await sql(`create database ${empty}`);
  });
  afterAll(async () => {
    await sql(`drop database if exists ${empty} with (force)`);
    await cli?.close();
  });

  it.each([
    ['backup', 'pg_dump is not on the PATH', 'pg_dump -Fc'],
    ['restore', 'pg_restore is not on the PATH', 'pg_restore --exit-on-error'],
  ])(
    '%s without the client programs prints the command to run instead',
    async (command, ...messages) => {
      const restores = command === 'restore';
      if (restores) writeFileSync(cli.file('b.dump'), '');
      const args = [command, cli.file('b.dump'), ...(restores ? ['--yes'] : [])];
      const env = { DATABASE_URL: emptyUrl, PATH: path.dirname(cli.file('x')) };
      const { code, stdout, stderr } = await bincard(args, env);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      for (const message of messages) expect(stderr).toContain(message);
      expect(stderr).not.toContain('    at ');
      expect(existsSync(cli.file('b.dump'))).toBe(restores);
      rmSync(cli.file('b.dump'), { force: true });
    },
  );

  it('passes the password in the environment, where other users do not see it', async () => {
    const folder = path.dirname(cli.file('x'));
    const script = `#!/bin/sh
[ "$1" = --version ] && echo 'pg_dump (PostgreSQL) 99.0' && exit
echo "arguments $*; environment $PGPASSWORD" >&2; exit 1`;
    writeFileSync(path.join(folder, 'pg_dump'), script, { mode: 0o755 });
    const url = new URL(cli.database.url);
    const secret = decodeURIComponent(url.password) || 'a server that trusts asks for none';
    url.password = '';
    url.searchParams.set('password', secret);
    const env = { DATABASE_URL: url.toString(), PATH: `${folder}:${process.env['PATH']}` };
    const { stderr } = await bincard(['backup', cli.file('b.dump')], env);
    rmSync(path.join(folder, 'pg_dump'));
    const [, args, passed] = /arguments (-Fc.*); environment (.*)$/m.exec(stderr)!;
    expect(passed).toBe(secret);
    expect(args).not.toContain(secret);
  });

  it('passes no hint of PostgreSQL on to switch row-level security off', async () => {
    const folder = path.dirname(cli.file('x'));
    const program = path.join(folder, 'pg_dump');
    // What pg_dump 17 prints for a login that row-level security restricts.
    const said = [
      'pg_dump: error: query failed: ERROR:  query would be affected by row-level security policy for table "sales"',
      "HINT:  To disable the policy for the table's owner, use ALTER TABLE NO FORCE ROW LEVEL SECURITY.",
      'pg_dump: hint: To disable it, use ALTER TABLE ... NO FORCE ROW LEVEL SECURITY.',
      'pg_dump: detail: Query was: COPY inventory.sales (tenant_id, id) TO stdout;',
    ];
    const script = `#!/bin/sh\n[ "$1" = --version ] && echo 'pg_dump (PostgreSQL) 99.0' && exit\ncat >&2 <<'END'\n${said.join('\n')}\nEND\nexit 1\n`;
    writeFileSync(program, script, { mode: 0o755 });
    try {
      const env = { DATABASE_URL: emptyUrl, PATH: `${folder}:${process.env['PATH']}` };
      const { code, stderr } = await bincard(['backup', cli.file('b.dump')], env);
      expect(code).toBe(2);
      expect(stderr).not.toMatch(/hint|disable|NO FORCE/i);
      expect(stderr).toContain(said[0]);
      expect(stderr).toContain('BYPASSRLS');
    } finally {
      rmSync(program);
    }
  });

  it('restore requires --yes, a valid backup, and a database without tenants', async () => {
    const file = cli.file('none.dump');
    writeFileSync(file, 'not a backup');
    expect((await on(emptyUrl, 'restore', file)).stderr).toContain('add --yes');
    const full = await on(cli.database.url, 'restore', file, '--yes');
    expect(full).toMatchObject({ code: 2, stdout: '' });
    expect(full.stderr).toContain('This database has tenants ("shop")');
    const none = await on(emptyUrl, 'restore', file, '--yes');
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toMatch(/pg_restore (failed|is not on the PATH)/);
  });

  const olderDump = dumpVersion() > 0 && dumpVersion() < serverVersion;
  const refuses = 'backup refuses a pg_dump that is older than the server, and writes no file';
  (olderDump ? it : it.skip)(refuses, async () => {
    const { code, stderr } = await on(cli.database.url, 'backup', cli.file('b.dump'));
    expect(code).toBe(2);
    expect(stderr).toContain(`pg_dump must be ${serverVersion} or later`);
    expect(existsSync(cli.file('b.dump'))).toBe(false);
  });

  const restores = 'a restored database has the same rows: triggers did not write again';
  (dumpVersion() >= serverVersion ? it : it.skip)(restores, async () => {
    const file = cli.file('b.dump');
    expect((await on(cli.database.url, 'backup', file, '--json')).code).toBe(0);
    const before = await contents(cli.database.url);
    const restored = await on(emptyUrl, 'restore', file, '--yes', '--json');
    expect({ code: restored.code, stderr: restored.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(restored.stdout)).toMatchObject({
      ...{ sound: true, findings: [] },
      tenants: [{ tenant: 'shop', verification: { mode: 'FULL', broken: [] }, discrepancies: 0 }],
    });
    const after = await contents(emptyUrl);
    delete before['verifications'];
    delete after['verifications']; // of the restore itself
    expect(after).toEqual(before);
    expect((await on(emptyUrl, 'restore', file, '--yes')).code).toBe(2); // it has tenants now

    // If a figure was wrong when the backup was made, the restore reports it.
    await cli.tamper(`update inventory.stock_levels set on_hand = on_hand + 1`);
    expect((await on(cli.database.url, 'backup', file, '--replace')).code).toBe(0);
    await sql(`drop database ${empty} with (force)`);
    await sql(`create database ${empty}`);
    const damaged = await on(emptyUrl, 'restore', file, '--yes');
    expect(damaged.code).toBe(1);
    expect(damaged.stdout).toContain('discrepancies: bincard compare --tenant shop');
  });

  /** A hash of the rows of each table, except the table with the times at which files were applied. */
  async function contents(url: string): Promise<Record<string, string>> {
    const { Client } = await import('pg');
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      const tables = await client.query<{ name: string }>(
        `select tablename as name from pg_tables where schemaname = 'inventory' and tablename <> 'applied_files'`,
      );
      const found: Record<string, string> = {};
      for (const { name } of tables.rows) {
        const { rows } = await client.query<{ hash: string }>(
          `select concat(count(*), ' ', md5(string_agg(t::text, ',' order by t::text))) as hash from inventory.${name} t`,
        );
        found[name] = rows[0]!.hash;
      }
      expect(Object.keys(found).length).toBeGreaterThan(20);
      return found;
    } finally {
      await client.end();
    }
  }
});
