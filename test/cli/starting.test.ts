import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { Client } from 'pg';
import { startBincard as start, type BincardProcess } from '../support/bincard-process';
import { makePostgres, type OwnPostgres } from '../support/own-postgres';
import { ownFiles } from '../../src/lifecycle/schema-state';
import { planDemo } from '../../src/retail/demo-plan';
import { until } from '../server/support';
import { makeDataDir } from '../support/running-server';
import { bincard } from './bincard';

// An orchestrator may start several servers at once, and before their database accepts connections.

async function ask<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('bincard start', () => {
  let dataDir: string;
  let started: BincardProcess[];
  beforeEach(() => {
    dataDir = makeDataDir();
    started = [];
  });
  afterEach(async () => {
    for (const { child } of started) child.kill('SIGTERM');
    await Promise.all(started.map(({ code }) => code));
    rmSync(dataDir, { recursive: true, force: true });
  });

  describe('three servers at once on an empty database', () => {
    const name = `together_${randomBytes(4).toString('hex')}`;
    const server = process.env['TEST_SERVER_URL']!;
    const url = new URL(server);
    url.pathname = `/${name}`;
    const database = url.toString();
    beforeEach(() => ask(server, `create database ${name}`));
    afterEach(() => ask(server, `drop database ${name} with (force)`));

    // A database of one's own gets the demo only where it is asked for.
    it.each([
      ['with --demo', ['--demo']],
      ['without', []],
    ])('all start, and each migration and file is applied once, %s', async (_, args) => {
      started = [1, 2, 3].map(() => start(database, dataDir, {}, undefined, args));
      const urls = await Promise.all(started.map((one) => one.url));
      expect(new Set(urls).size).toBe(3);
      for (const one of urls) {
        expect((await fetch(one.replace('/graphql', '/readyz'))).status).toBe(200);
      }
      const migrations = await ask<{ name: string }>(
        database,
        'select name from inventory.schema_migrations',
      );
      expect(new Set(migrations.map((row) => row.name)).size).toBe(migrations.length);
      const [files] = await ask<{ n: number; moments: number }>(
        database,
        'select count(*)::int as n, count(distinct applied_at)::int as moments from inventory.applied_files',
      );
      expect(files).toEqual({ n: ownFiles().size, moments: 1 }); // one transaction applied them
      const demo = args.length > 0;
      const [tenant] = await ask<{ day: string }>(
        database,
        `select inventory.business_date(time_zone, created_at)::text as day from inventory.tenants`,
      );
      const history = tenant ? planDemo(tenant.day).weeks.flatMap(({ sales }) => sales) : [];
      const sold = history.length + 2; // and two of today
      const [found] = await ask<{ tenants: number; sales: number }>(
        database,
        `select (select count(*)::int from inventory.tenants) as tenants,
           (select count(*)::int from inventory.sales) as sales`,
      );
      expect(found).toEqual(demo ? { tenants: 1, sales: sold } : { tenants: 0, sales: 0 });
      const said = demo ? 'npx bincard token' : 'npx bincard tenant create CODE';
      for (const { output } of started) expect(output.stdout).toContain(said);
      if (!demo) expect(started[0]!.output.stdout).not.toMatch(/token/i);
    });
  });

  describe('a server that starts before its database', () => {
    let postgres: OwnPostgres;
    beforeAll(async () => {
      postgres = await makePostgres(['fsync=off']);
    });
    afterAll(() => postgres?.remove());

    it('waits for the database, up to the configured time', async () => {
      const env = { NODE_ENV: 'production' };
      const short = start(postgres.url, dataDir, { ...env, BINCARD_DATABASE_WAIT_MS: '200' });
      const patient = start(postgres.url, dataDir, env);
      started = [short, patient];
      await expect(short.url).rejects.toThrow(/does not answer, 0.2 s long/);
      expect(await short.code).toBe(2);
      await until(() => patient.output.stderr !== ''); // it has found no database
      await postgres.start();
      expect((await fetch((await patient.url).replace('/graphql', '/readyz'))).status).toBe(200);
      expect(patient.output.stderr).toMatch(
        /^bincard: Waiting for PostgreSQL at 127.0.0.1:\d+\/postgres, up to 60 s: connect ECONN\w+ \S+\n$/,
      );
    });

    it('does not wait when the password is wrong', async () => {
      const wrong = new URL(postgres.url);
      wrong.password = 'guessed';
      started = [start(wrong.toString(), dataDir)];
      expect(await started[0]!.code).toBe(2);
      await started[0]!.url.catch(() => undefined);
      expect(started[0]!.output.stderr).toMatch(
        /^bincard: PostgreSQL at \S+ cannot be used: password authentication failed .*\n$/,
      );
    });
  });

  it.each([['rules'], ['doctor'], ['token'], ['compare']])(
    'is the only command that waits: %s fails at once without a database',
    async (command) => {
      const outcome = await bincard([command], {
        DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/shop',
      });
      expect(outcome).toEqual({
        ...{ code: 2, stdout: '' },
        stderr:
          'bincard: PostgreSQL at 127.0.0.1:1/shop does not answer: connect ECONNREFUSED 127.0.0.1:1\n',
      });
    },
  );
});
