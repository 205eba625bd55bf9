import { randomBytes } from 'node:crypto';
import { runMigrations } from 'graphile-worker';
import { Client } from 'pg';
import { restore } from '../../src/cli/restored';
import { createPool } from '../../src/database/pool';
import { examine } from '../../src/lifecycle/doctor';
import { readGuard } from '../../src/lifecycle/event-triggers';
import { migrate } from '../../src/lifecycle/migrate';
import { DatabaseUnusable } from '../../src/lifecycle/wait';
import { connect, onServer, withDatabase } from '../support/database';

// A login that is no superuser migrates a database of its own or of somebody else.

const name = `rights_${randomBytes(4).toString('hex')}`;
const server = process.env['TEST_SERVER_URL']!;
const url = withDatabase(server, name);

function loginUrl(): string {
  const changed = new URL(url);
  changed.username = name;
  changed.password = name;
  return changed.toString();
}

// It may give functions to the ledger's role. Before PostgreSQL 16 only a member of a role may grant it.
const separate = Number(process.env['TEST_SERVER_VERSION']) >= 16;
const grantable = separate ? 'with admin true, inherit false, set false' : 'with admin option';
const member = separate ? [] : [`membership ${name} in bincard_ledger`];

describe('migrating as a login that is no superuser', () => {
  beforeAll(() =>
    onServer(
      server,
      `create role ${name} login password '${name}'; grant bincard_owner, bincard_app to ${name};
       grant bincard_ledger to ${name} ${grantable}`,
    ),
  );
  beforeEach(async () => {
    await onServer(server, `create database ${name}`);
    await onServer(server, `grant create on database ${name} to ${name}`);
  });
  afterEach(() => onServer(server, `drop database if exists ${name} with (force)`));
  afterAll(() => onServer(server, `drop role if exists ${name}`));

  const migrated = async () => {
    const lines: string[] = [];
    await migrate(loginUrl(), (line) => lines.push(line));
    const { pools, close } = connect(url);
    const findings = await examine(pools.owner).finally(close);
    return { lines, findings: findings.map(({ object }) => object) };
  };

  it('revokes temporary tables from everyone in a database of its own', async () => {
    await onServer(server, `alter database ${name} owner to ${name}`);
    expect(await migrated()).toEqual({ lines: [], findings: member });
    const client = new Client({ connectionString: loginUrl() });
    await client.connect();
    try {
      await client.query('set role bincard_app');
      await expect(client.query('create temporary table t (x integer)')).rejects.toThrow(
        'permission denied to create temporary tables',
      );
      await client.query('set role bincard_owner; create temporary table t (x integer)');
    } finally {
      await client.end();
    }
  });

  it('says in a database of somebody else what its owner must run, and the doctor reports it', async () => {
    const { lines, findings } = await migrated();
    expect(lines).toEqual([
      expect.stringContaining(`revoke temporary, create on database ${name}`),
    ]);
    expect(findings).toEqual([...member, 'database privilege temporary to public']);
    const [, statements] = /run: (.*)$/.exec(lines[0]!)!;
    for (const statement of statements!.split('; ')) await onServer(server, statement);
    expect(await migrated()).toEqual({ lines: [], findings: member });
  });

  it('that may not grant the ledger’s role is told what a superuser must run', async () => {
    await onServer(server, `revoke bincard_ledger from ${name}`);
    try {
      const refused = migrate(loginUrl());
      await expect(refused).rejects.toThrow(DatabaseUnusable);
      await expect(refused).rejects.toThrow(
        /may not give functions to the role bincard_ledger. As a superuser run: grant bincard_ledger to /,
      );
    } finally {
      await onServer(server, `grant bincard_ledger to ${name} ${grantable}`);
    }
  });

  it('needs no right to grant what it is a member of, and is told what a superuser must run where it is not', async () => {
    const other = `${name}_other`;
    await onServer(server, `create role ${other} login createrole password '${other}'`);
    try {
      await onServer(server, `grant create on database ${name} to ${other}`);
      const theirs = new URL(url);
      theirs.username = theirs.password = other;
      // Before PostgreSQL 16 CREATEROLE is enough to become a member.
      const refused = separate
        ? expect.stringMatching(/no member of bincard_owner.* grant bincard_owner, bincard_app to /)
        : undefined;
      const outcome = await migrate(theirs.toString()).then(
        () => undefined,
        (error: Error) => error.message,
      );
      expect(outcome).toEqual(refused);
      if (separate) {
        await onServer(server, `grant bincard_owner, bincard_app to ${other}`);
        await expect(migrate(theirs.toString())).rejects.toThrow('grant bincard_ledger to');
        await onServer(server, `grant bincard_ledger to ${other}`);
        await expect(migrate(theirs.toString())).resolves.toBeDefined();
      }
    } finally {
      await onServer(server, `drop database ${name} with (force)`);
      await onServer(server, `drop role ${other}`);
    }
  });

  const triggers = async () => {
    const { pools, close } = connect(url);
    const guard = await readGuard(pools.super).finally(close);
    return guard.enabled;
  };

  it('installs no event triggers', async () => {
    await migrated();
    expect(await triggers()).toBe(0);
  });

  describe('after a superuser', () => {
    const age = () =>
      onServer(
        url,
        `update inventory.applied_files set content_hash = '' where path like '%days.sql'`,
      );
    beforeEach(() => migrate(url).then(() => undefined));

    it('finds event triggers, and nothing to do', async () => {
      expect(await triggers()).toBe(4);
      const nothing = { migrations: [], files: [], removed: [] };
      expect(await migrate(loginUrl())).toEqual(nothing);
      expect(await migrate(url)).toEqual(nothing);
    });

    it('is refused changes with what to do, and a superuser makes them', async () => {
      await age();
      const refused = migrate(loginUrl());
      await expect(refused).rejects.toThrow(DatabaseUnusable);
      await expect(refused).rejects.toThrow("run bincard migrate with a superuser's login");
      expect((await migrate(url)).files).not.toEqual([]);
    });

    it('migrates again once a superuser has dropped the event triggers', async () => {
      await age();
      await onServer(url, 'drop schema bincard_guard cascade');
      expect((await migrate(loginUrl())).files).not.toEqual([]);
      expect(await triggers()).toBe(0);
    });

    it('is refused a restore, before anything is dropped', async () => {
      const confirmed = () => Promise.reject(new Error('was not to be asked'));
      await expect(restore(loginUrl(), '/nowhere', confirmed)).rejects.toThrow(
        "restore with a superuser's login",
      );
    });

    it('has the worker’s queue made all the same', async () => {
      const queue = createPool(loginUrl(), undefined, { max: 1 });
      try {
        await runMigrations({ pgPool: queue });
        await queue.query('select from graphile_worker.jobs');
      } finally {
        await queue.end();
      }
    });

    it('installs the event triggers again where one is gone', async () => {
      await onServer(url, 'drop event trigger bincard_sql_drop');
      await migrate(url);
      expect(await triggers()).toBe(4);
    });

    it('guards a schema that was made anew', async () => {
      await onServer(url, 'drop schema inventory cascade');
      await migrate(url);
      const { pools, close } = connect(url);
      const { rows } = await pools.super
        .query(
          `select from bincard_guard.objects where objid in
             ('inventory'::regnamespace::oid, 'inventory.movements'::regclass::oid)`,
        )
        .finally(close);
      expect(rows).toHaveLength(2);
    });
  });
});
