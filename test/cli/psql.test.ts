import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { bincard } from './bincard';
import { openCli, type CliStage } from './ledger';

describe('bincard psql and bincard url', () => {
  let cli: CliStage;
  let folder: string;
  beforeAll(async () => {
    cli = await openCli();
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-psql-'));
    // Says with what it was called, as psql that connects; any version of the real one is not everywhere.
    const script = `#!/bin/sh\necho "$*"; echo "$PGOPTIONS"; echo "$PGPASSWORD"; exit 3\n`;
    writeFileSync(path.join(folder, 'psql'), script, { mode: 0o755 });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await cli?.close();
  });
  const run = (args: string[], more: Record<string, string> = {}) =>
    bincard(args, {
      ...{ DATABASE_URL: cli.database.url, PATH: `${folder}:${process.env['PATH']}` },
      ...more,
    });

  it('runs psql with the rights that are asked for, and its exit code', async () => {
    const { pathname, password } = new URL(cli.database.url);
    const app = await run(['psql', '--tenant', 'shop', '--', '-c', 'select 1']);
    expect(app).toMatchObject({ code: 3, stderr: '' });
    const [args, options, given] = app.stdout.split('\n');
    expect(args).toMatch(/^--dbname=postgres.* -c select 1$/);
    expect(args).toContain(pathname);
    if (password) expect(args).not.toContain(`:${password}@`);
    expect(given).toBe(decodeURIComponent(password));
    expect(options).toContain(
      `-c search_path=inventory -c role=bincard_app -c app.tenant_id=${cli.shop.tenant}`,
    );
    const owner = await run(['psql', '--tenant', 'shop', '--as', 'owner']);
    expect(owner.stdout).toContain('-c role=bincard_owner');
    const login = await run(['psql', '--as', 'login']);
    expect(login.stdout.split('\n')[1]).toBe('-c search_path=inventory');
  });

  it('gives options that PostgreSQL takes: a session of one tenant, that the rules hold for', async () => {
    const { stdout } = await run(['psql', '--tenant', 'shop']);
    const client = new Client({
      connectionString: cli.database.url,
      options: stdout.split('\n')[1]!,
    });
    await client.connect();
    try {
      expect(
        (await client.query('select current_user::text as role, count(*)::int as n from products'))
          .rows,
      ).toEqual([{ role: 'bincard_app', n: expect.any(Number) }]);
      expect((await client.query('select distinct tenant_id from products')).rows).toEqual([
        { tenant_id: cli.shop.tenant },
      ]);
      await expect(client.query('update stock_levels set on_hand = 1')).rejects.toThrow(
        'permission denied',
      );
    } finally {
      await client.end();
    }
  });

  it('says the way out where there is no psql, and no such tenant', async () => {
    const none = await run(['psql', '--tenant', 'shop'], { PATH: path.dirname(process.execPath) });
    // Where node lies beside a psql, there is one.
    if (none.code === 2)
      expect(none.stderr).toMatch(/psql is not on the PATH: install .*bincard url/);
    expect(await run(['psql', '--tenant', 'none'])).toMatchObject({
      ...{ code: 2, stdout: '', stderr: expect.stringContaining('There is no tenant "none"') },
    });
  });

  it('url prints DATABASE_URL, and says where no server runs', async () => {
    expect(await run(['url'])).toEqual({ code: 0, stdout: `${cli.database.url}\n`, stderr: '' });
    const dataDir = path.join(folder, 'data');
    const none = await run(['url'], { DATABASE_URL: '', BINCARD_DATA_DIR: dataDir });
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toContain('does not run: start it with bincard start, or use bincard psql');
  });
});
