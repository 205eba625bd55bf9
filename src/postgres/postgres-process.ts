import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lentAccount, nativeFolder, reachable, type Account } from './postgres-account';

// The package's own class ends the server from an exit hook of its own, at the same time as ours, and
// rejects with nothing when the server closes; so its binaries are used and the process is kept here.

/** A PostgreSQL server that this process started. */
export interface ServerProcess {
  stop(): Promise<void>;
  /** Leaves it running; this process may end without it. */
  release(): void;
}

/**
 * Makes a cluster: UTF-8, sorted by code point, password only. It is made beside its place and moved
 * there whole, so that a run killed halfway leaves nothing that looks like a cluster.
 */
export async function runInitdb(cluster: string, user: string, password: string): Promise<void> {
  const as = await lentAccount();
  const staging = `${cluster}.new`;
  await fs.rm(staging, { recursive: true, force: true });
  await fs.mkdir(staging, { recursive: true, mode: 0o700 });
  await fs.writeFile(path.join(staging, 'password'), password, { mode: 0o600 });
  await give(as, staging, path.join(staging, 'password'));
  const folder = await reachable(staging, as);
  try {
    const child = spawn(
      path.join(await nativeFolder(as), 'bin/initdb'),
      [
        `--pgdata=${folder.path}/cluster`,
        `--username=${user}`,
        `--pwfile=${folder.path}/password`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        // The first change of a page after a checkpoint writes all of it: three pages for a sale.
        '--set=wal_compression=on',
      ],
      { ...as, cwd: '/', stdio: ['ignore', 'ignore', 'pipe', ...folder.descriptors] },
    );
    let log = '';
    child.stderr!.on('data', (chunk: Buffer) => (log += chunk.toString()));
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    if (code !== 0) throw new Error(`initdb could not make ${cluster}:\n${log}`);
    await fs.rename(path.join(staging, 'cluster'), cluster);
  } finally {
    await folder.close();
    await fs.rm(staging, { recursive: true, force: true });
  }
}

/** Starts a cluster and waits until it takes connections. */
export async function runPostgres(
  cluster: string,
  port: number,
  flags: string[],
): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(cluster, port, flags);
    } catch (error) {
      // After a SIGKILL its sessions take a moment to notice that their server is gone.
      const dying = (error as Error).message.includes('shared memory block');
      if (!dying || attempt >= 100) throw error;
      await sleep(100);
    }
  }
}

async function launch(cluster: string, port: number, flags: string[]): Promise<ServerProcess> {
  const as = await lentAccount();
  const folder = await reachable(cluster, as);
  const child = spawn(
    path.join(await nativeFolder(as), 'bin/postgres'),
    [
      ...['-D', folder.path, '-p', String(port)],
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...flags.flatMap((flag) => ['-c', flag]),
    ],
    {
      ...as,
      cwd: '/',
      // Its own process group: Ctrl-C reaches this process alone, which stops the server last.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', ...folder.descriptors],
    },
  );
  const stderr = child.stderr!;
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let log = '';
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', () =>
        reject(new Error(`The embedded PostgreSQL did not start:\n${log}`)),
      );
      stderr.on('data', (chunk: Buffer) => {
        log = (log + chunk.toString()).slice(-4000);
        if (log.includes('ready to accept connections')) resolve();
      });
    });
  } finally {
    await folder.close();
  }
  return {
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
      await closed;
    },
    release: () => {
      stderr.destroy(); // PostgreSQL ignores that nobody reads its log
      child.unref();
    },
  };
}

/** Gives files to the account that PostgreSQL runs as. */
export async function give({ uid, gid }: Account, ...files: string[]): Promise<void> {
  if (uid === undefined || gid === undefined) return;
  for (const file of files) await fs.chown(file, uid, gid);
}
