import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { bincard } from './bincard';
import { openCli, type CliStage } from './ledger';

// A backup needs no superuser and no BYPASSRLS, which a managed service does not give.

function dumpVersion(): number {
  try {
    return Number(/(\d+)/.exec(execFileSync('pg_dump', ['--version'], { encoding: 'utf8' }))![1]);
  } catch {
    return 0;
  }
}

describe('the login for backups', () => {
  const name = `keeper_${randomBytes(4).toString('hex')}`;
  let cli: CliStage;
  let url: string;
  const sql = (text: string) => cli.database.pools.super.query(text);

  beforeAll(async () => {
    cli = await openCli();
    const made = await bincard(['reporting', 'create-backup-login', name], {
      DATABASE_URL: cli.database.url,
    });
    expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
    url = made.stdout.trim();
  });
  afterAll(async () => {
    await sql(`drop role if exists ${name}`);
    await cli?.close();
  });

  async function query<Row extends object>(text: string): Promise<Row[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query('set role bincard_backup');
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }

  it('is no superuser, reads every row of every tenant, and writes none', async () => {
    const [role] = await query(
      'select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = session_user',
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false });
    const count = 'select count(*)::int as n from inventory.movements';
    const all = (await cli.database.pools.super.query<{ n: number }>(count)).rows;
    expect(all[0]!.n).toBeGreaterThan(0);
    expect(await query(count)).toEqual(all);
    for (const statement of [
      'delete from inventory.products',
      `update inventory.products set name = 'x'`,
      `insert into inventory.units (tenant_id) values (null)`,
      `select inventory.record_sale('{}', '{}')`,
      'create table inventory.mine ()',
    ]) {
      await expect(query(statement)).rejects.toThrow(/permission denied|does not exist/);
    }
  });

  it('is made once', async () => {
    const again = await bincard(['reporting', 'create-backup-login', name], {
      DATABASE_URL: cli.database.url,
    });
    expect(again).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `bincard: There is a role ${name} already\n`,
    });
  });

  it('is no finding of doctor', async () => {
    expect(await bincard(['doctor', '--json'], { DATABASE_URL: cli.database.url })).toMatchObject({
      code: 0,
    });
  });

  it('makes no backup of a database of which it would not read every row', async () => {
    const folder = path.dirname(cli.file('x'));
    // Says with what it was called, as a dump.
    const script = `#!/bin/sh\n[ "$1" = --version ] && echo 'pg_dump (PostgreSQL) 99.0' && exit\nfor a; do case $a in --file=*) echo "$*" > "\${a#--file=}";; esac; done\n`;
    writeFileSync(path.join(folder, 'pg_dump'), script, { mode: 0o755 });
    const env = { DATABASE_URL: url, PATH: `${folder}:${process.env['PATH']}` };
    const backUp = () => bincard(['backup', cli.file('b.dump'), '--replace'], env);
    expect((await backUp()).code).toBe(0);

    const hidden = `The role bincard_backup does not read every row of sales`;
    for (const [harm, repair] of [
      [
        'drop policy backup_reads on inventory.sales',
        'create policy backup_reads on inventory.sales for select to bincard_backup using (true)',
      ],
      [
        'alter policy backup_reads on inventory.sales using (tenant_id is not null)',
        'alter policy backup_reads on inventory.sales using (true)',
      ],
      [
        'create policy narrower on inventory.sales as restrictive for select using (false)',
        'drop policy narrower on inventory.sales',
      ],
      [
        'revoke select on inventory.sales from bincard_backup',
        'grant select on inventory.sales to bincard_backup',
      ],
    ] as const) {
      await sql(harm);
      const refused = await backUp();
      await sql(repair);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toContain(hidden);
    }
    expect((await backUp()).code).toBe(0);
  });

  // They need a pg_dump of the server's version: PostgreSQL 15 (npm run test:pg15) brings one.
  const dumps = dumpVersion() >= Number(process.env['TEST_SERVER_VERSION']) ? it : it.skip;
  dumps('makes a backup that is restored whole', async () => {
    const file = cli.file('whole.dump');
    const made = await bincard(['backup', file], { DATABASE_URL: url });
    expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
    const target = new URL(cli.database.url);
    const other = `${target.pathname.slice(1)}_copy`;
    target.pathname = `/${other}`;
    await sql(`create database ${other}`);
    try {
      const env = { DATABASE_URL: target.toString() };
      const restored = await bincard(['restore', file, '--yes', '--json'], env);
      expect({ code: restored.code, stderr: restored.stderr }).toEqual({ code: 0, stderr: '' });
      expect(await rowsOf(target.toString())).toEqual(await rowsOf(cli.database.url));
    } finally {
      await sql(`drop database ${other} with (force)`);
    }
  });

  /** How many rows each table has, but for those that a restore writes. */
  async function rowsOf(database: string): Promise<object[]> {
    const client = new Client({ connectionString: database });
    await client.connect();
    try {
      const found = await client.query<{ table: string; rows: string }>(
        `select tablename as table, (xpath('//n/text()', query_to_xml(
           format('select count(*) as n from inventory.%I', tablename), false, true, '')))[1]::text as rows
         from pg_tables where schemaname = 'inventory' and tablename <> 'verifications' order by tablename`,
      );
      expect(found.rows.length).toBeGreaterThan(30);
      return found.rows;
    } finally {
      await client.end();
    }
  }
});
