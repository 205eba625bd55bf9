import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { makeFolder } from '../config/data-folder';
import { findPostmaster, stopPostmaster } from './postmaster';
import { enter, exclusively } from './process-mark';
import { runInitdb, runPostgres, type ServerProcess } from './postgres-process';

/** The PostgreSQL of this package, serving one data folder. */
export interface EmbeddedServer {
  /** The superuser's URL; its password is kept in the data folder. */
  readonly url: string;
  /** Ends this process's use of it; the last process that uses it stops it. */
  stop(): Promise<void>;
}

export const USER = 'postgres';
const DATABASE = 'bincard';

// Starting, recovering or stopping (cannot_connect_now, admin_shutdown), or not listening.
const NOT_YET = ['57P03', '57P01', 'ECONNREFUSED', 'ECONNRESET'];

/**
 * The embedded server on `<dataDir>/postgres`. It is joined when another process runs it or a killed one left it
 * running, and started otherwise; its cluster and database are created on first use. The lock of a killed process is
 * ignored. Any number of processes may open and stop it at the same time. `signal` ends waiting for another process.
 */
export async function openEmbeddedServer(
  dataDir: string,
  flags: string[] = [],
  signal?: AbortSignal,
): Promise<EmbeddedServer> {
  makeFolder(dataDir);
  const lock = path.join(dataDir, 'postgres-lock');
  const open = async () => {
    const leave = await enter(path.join(dataDir, 'postgres-users'));
    try {
      const server = await joinOrStart(dataDir, flags, signal);
      let stopped: Promise<void> | undefined;
      return {
        url: server.url,
        stop: () =>
          (stopped ??= exclusively(lock, async () => {
            if (!(await leave())) return server.release();
            await server.stop();
            // If ours was killed meanwhile, another process may have started one.
            await stopPostmaster(path.join(dataDir, 'postgres'));
          })),
      };
    } catch (error) {
      await leave();
      throw error;
    }
  };
  return exclusively(lock, open, signal);
}

async function joinOrStart(
  dataDir: string,
  flags: string[],
  signal: AbortSignal | undefined,
): Promise<ServerProcess & { url: string }> {
  const cluster = path.join(dataDir, 'postgres');
  const password = await keptPassword(path.join(dataDir, 'postgres-password'));
  const joined = await join(cluster, password, signal);
  if (joined) return { url: joined, stop: () => stopPostmaster(cluster), release: () => undefined };
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) await runInitdb(cluster, USER, password);
  // The lock names a process that is not the postmaster of this folder. Its number may belong to another program now,
  // and PostgreSQL would refuse to start.
  await fs.rm(path.join(cluster, 'postmaster.pid'), { force: true });
  const port = await freePort();
  const server = await runPostgres(cluster, port, flags);
  const url = urlOf(port, password);
  try {
    await ensureDatabase(url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url, ...server };
}

/** The URL of the embedded server of a data folder, once it answers; undefined when it does not run. */
export async function runningUrl(dataDir: string): Promise<string | undefined> {
  const cluster = path.join(dataDir, 'postgres');
  if (!(await findPostmaster(cluster))) return undefined;
  return join(cluster, await keptPassword(path.join(dataDir, 'postgres-password')));
}

/** The URL of the server that runs on a cluster, once it answers; undefined when none runs (any more). */
async function join(
  cluster: string,
  password: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  for (let attempt = 0; attempt < 1200; attempt++) {
    signal?.throwIfAborted();
    const running = await findPostmaster(cluster);
    if (!running) return undefined;
    if (running.port) {
      const url = urlOf(running.port, password);
      try {
        await ensureDatabase(url); // the process that started it may have been killed before
        return url;
      } catch (error) {
        if (!NOT_YET.includes((error as { code?: string }).code ?? '')) throw error;
      }
    }
    await sleep(100);
  }
  throw new Error(`The PostgreSQL that runs on ${cluster} does not answer`);
}

function urlOf(port: number, password: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

/** The superuser's password, made when there is none. */
export async function keptPassword(file: string): Promise<string> {
  try {
    await fs.writeFile(file, randomBytes(24).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await fs.readFile(file, 'utf8')).trim();
}

/** A free port of this machine. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Creates the database if it is missing. */
async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url.replace(/\/[^/]*$/, '/postgres') });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
