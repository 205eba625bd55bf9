import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { bincard } from './bincard';
import { openCli, type CliStage } from './ledger';

describe('bincard reporting', () => {
  const name = `bi_${randomBytes(4).toString('hex')}`;
  let cli: CliStage;
  let url: string;
  const sql = (text: string) => cli.database.pools.super.query(text);
  const run = (...args: string[]) => bincard(args, { DATABASE_URL: cli.database.url });
  const findings = async () => {
    const { stdout } = await run('doctor', '--json');
    const { findings: found } = JSON.parse(stdout) as {
      findings: { object: string; problem: string }[];
    };
    return found.map(({ object, problem }) => `${object}: ${problem}`);
  };

  beforeAll(async () => {
    cli = await openCli();
    const made = await run(
      'reporting',
      'create-login',
      name,
      '--tenant',
      'shop',
      '--connections',
      '2',
      '--statement-timeout',
      '5m',
    );
    expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
    url = made.stdout.trim();
  });
  afterAll(async () => {
    await sql(`drop role if exists ${name}`);
    await sql(`drop role if exists ${name}_friends`);
    await cli?.close();
  });

  it('lists it with its tenant, and the audit log says who made it', async () => {
    const { stdout } = await run('reporting', 'list', '--json');
    expect(JSON.parse(stdout)).toEqual([
      { login: name, tenant: 'shop', createdAt: expect.any(String), connectionLimit: 2 },
    ]);
    const { rows } = await sql(
      `select actor, action, entity_id from inventory.audit_log where entity = 'reporting_login'`,
    );
    expect(rows).toEqual([
      { actor: expect.stringMatching(/^cli/), action: 'INSERT', entity_id: name },
    ]);
    const client = new Client({ connectionString: url });
    await client.connect();
    expect((await client.query('show statement_timeout')).rows).toEqual([
      { statement_timeout: '5min' },
    ]);
    await client.end();
  });

  it('is made once, for a tenant that there is, by a name that is no role of ours', async () => {
    const again = await run('reporting', 'create-login', name, '--tenant', 'shop');
    expect(again).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `bincard: There is a role ${name} already\n`,
    });
    const nobody = await run('reporting', 'create-login', `${name}2`, '--tenant', 'none');
    expect(nobody).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no tenant "none"'),
    });
    const { rows } = await sql(`select from pg_roles where rolname = '${name}2'`);
    expect(rows).toEqual([]);
    const ownName = await run('reporting', 'create-login', 'bincard_x', '--tenant', 'shop');
    expect(ownName).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('does not begin with'),
    });
  });

  it('is no finding of doctor, until it has lost or gained a right', async () => {
    expect(await findings()).toEqual([]);
    const login = `reporting login ${name}`;
    for (const [harm, repair, problem] of [
      [`alter role ${name} nologin`, `alter role ${name} login`, 'lost: it may not log in'],
      [
        `alter role ${name} noinherit; revoke bincard_reporting from ${name}`,
        `alter role ${name} inherit; grant bincard_reporting to ${name}`,
        'lost: it has not the rights of bincard_reporting',
      ],
      [`alter role ${name} createdb`, `alter role ${name} nocreatedb`, 'gained: createdb'],
      [
        `create role ${name}_friends; grant ${name}_friends to ${name}`,
        `drop role ${name}_friends`,
        `gained: member of ${name}_friends`,
      ],
      [
        `create table public.extra (); grant select on public.extra to ${name}`,
        'drop table public.extra',
        'gained: rights on table extra',
      ],
      [
        `grant select on inventory.users to ${name}`,
        `revoke select on inventory.users from ${name}`,
        'gained: rights on table inventory.users',
      ],
    ] as const) {
      await sql(harm);
      const found = await findings();
      await sql(repair);
      expect(found).toContain(`${login}: ${problem}`);
    }
    await sql('create table public.extra (); grant select on public.extra to bincard_reporting');
    const shared = await findings();
    await sql('drop table public.extra');
    expect(shared).toEqual(['reporting login bincard_reporting: gained: rights on table extra']);
    expect(await findings()).toEqual([]);
  });

  it('names a view that was changed, and whatever else is in the schema', async () => {
    await sql(
      'create view report_v1.more as select 1 as one; grant select on report_v1.tenant to public',
    );
    const found = await findings();
    await sql('drop view report_v1.more; revoke select on report_v1.tenant from public');
    expect(found).toEqual([
      'view report_v1.tenant: changed',
      'view report_v1.more: not expected: remove it, or allow it (--allow)',
    ]);
  });

  it('drops it, with its row', async () => {
    await sql(`alter role ${name} rename to ${name}_x`);
    expect(await findings()).toEqual([`reporting login ${name}: lost: there is no such login`]);
    await sql(`alter role ${name}_x rename to ${name}`);
    expect(await run('reporting', 'drop', name)).toEqual({ code: 0, stdout: '', stderr: '' });
    const { rows } = await sql(`select from pg_roles where rolname = '${name}'`);
    expect(rows).toEqual([]);
    expect(JSON.parse((await run('reporting', 'list', '--json')).stdout)).toEqual([]);
    expect(await run('reporting', 'drop', name)).toMatchObject({
      code: 2,
      stderr: `bincard: There is no reporting login ${name}\n`,
    });
    expect(await findings()).toEqual([]);
  });
});
