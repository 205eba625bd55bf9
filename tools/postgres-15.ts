import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { packageRoot } from '../src/database/sql-files';
import { whenItAnswers } from '../src/lifecycle/wait';
import { freePort } from '../src/postgres/embedded-server';
import { lentAccount } from '../src/postgres/postgres-account';
import { temporaryFiles } from '../test/support/temporary-files';

// `npm run test:pg15`: the tests of the rules and of the schema on PostgreSQL 15, the oldest that Bincard runs on. It
// starts Debian's server (the package postgresql-15; POSTGRES_15_BIN names another folder of binaries) on a cluster
// of its own in a temporary folder. Arguments go to jest; those that are no option replace the usual paths.

const BIN = process.env['POSTGRES_15_BIN'] ?? '/usr/lib/postgresql/15/bin';
const TESTS = [
  ...['test/rules', 'test/attack/sql', 'test/cli/backup', 'test/archive/archive-restored'],
  // The first two start the server that npm brings. Types of queries are generated on PostgreSQL 18, like the catalog:
  // the parse trees of 15 do not say which columns an outer join leaves empty.
  'test/database/(?!embedded-server|wait|queries)',
];

async function main(): Promise<void> {
  if (!existsSync(path.join(BIN, 'postgres'))) {
    console.log(`
**************************************************************************
SKIPPED: the tests on PostgreSQL 15. There is no server in ${BIN}:
install Debian's postgresql-15, or set POSTGRES_15_BIN.
**************************************************************************
`);
    return;
  }
  const folder = mkdtempSync(path.join(temporaryFiles(), 'bincard-postgres-15-'));
  const cluster = path.join(folder, 'cluster');
  const as = await lentAccount(); // PostgreSQL does not run as root
  chmodSync(folder, 0o755);
  mkdirSync(cluster, { mode: 0o700 });
  if (as.uid !== undefined) chownSync(cluster, as.uid, as.gid!);
  const port = await freePort();
  const asServer = { ...as, cwd: '/', stdio: ['ignore', 'ignore', 'inherit'] as const };
  const initdb = spawnSync(
    path.join(BIN, 'initdb'),
    ['-D', cluster, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'],
    { ...asServer, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (initdb.status !== 0) throw new Error(`initdb ended with ${initdb.status}`);
  const settings = [
    ...['listen_addresses=127.0.0.1', 'unix_socket_directories='],
    ...['fsync=off', 'full_page_writes=off'], // a test database is not worth waiting for the disk
    // Compiling the statements that count violations takes longer than they do. The PostgreSQL that npm brings cannot.
    'jit=off',
  ];
  const server = spawn(
    path.join(BIN, 'postgres'),
    [
      ...['-D', cluster, '-p', String(port), '-c', 'max_connections=200'],
      ...[...settings, 'log_min_messages=panic'].flatMap((setting) => ['-c', setting]),
    ],
    { ...asServer, stdio: ['ignore', 'ignore', 'inherit'], detached: true },
  );
  const ended = new Promise((resolve) => server.once('close', resolve));
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  try {
    await whenItAnswers(url, { limitMs: 60_000, say: () => undefined }, async () => {
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.end();
    });
    const args = process.argv.slice(2);
    const named = args.some((arg) => !arg.startsWith('-'));
    const jest = spawn(
      'npx',
      ['jest', ...(named ? [] : ['--config', 'jest.whole.cjs', ...TESTS]), ...args],
      {
        cwd: packageRoot,
        env: {
          ...process.env,
          TEST_DATABASE_URL: url,
          PATH: `${BIN}:${process.env['PATH']}`, // its own pg_dump
        },
        stdio: 'inherit',
      },
    );
    process.exitCode = await new Promise<number>((resolve) =>
      jest.once('close', (code) => resolve(code ?? 1)),
    );
  } finally {
    server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
