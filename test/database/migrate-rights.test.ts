import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { examine } from '../../src/lifecycle/doctor';
import { migrate } from '../../src/lifecycle/migrate';
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

describe('migrating as a login that is no superuser', () => {
  beforeAll(() =>
    onServer(
      server,
      `create role ${name} login password '${name}'; grant bincard_owner, bincard_app to ${name}`,
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
    expect(await migrated()).toEqual({ lines: [], findings: [] });
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
    expect(findings).toEqual(['database privilege temporary to public']);
    const [, statements] = /run: (.*)$/.exec(lines[0]!)!;
    for (const statement of statements!.split('; ')) await onServer(server, statement);
    expect(await migrated()).toEqual({ lines: [], findings: [] });
  });
});
