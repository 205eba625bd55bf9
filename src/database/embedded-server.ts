import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { findPostmaster, stopPostmaster } from './postmaster';
import { enter, exclusively } from './process-mark';
import { runInitdb, runPostgres, type ServerProcess } from './postgres-process';

/** A PostgreSQL that this package brought along, serving one data folder. */
export interface EmbeddedServer {
  /** The superuser's URL; its password is kept in the data folder. */
  readonly url: string;
  /** Lets go of it: the last of the processes that use it stops it. */
  stop(): Promise<void>;
}

const USER = 'postgres';
const DATABASE = 'bincard';

// cannot_connect_now, and nobody at the port yet
const NOT_YET = ['57P03', 'ECONNREFUSED', 'ECONNRESET'];

/**
 * The embedded server on `<dataDir>/postgres`: joined when another Bincard runs it, or when a killed one
 * left it running; started when not, and its cluster and database made on first use. A lock that a
 * killed run left behind does not matter. Any number of processes may open and stop it at once.
 */
export async function openEmbeddedServer(
  dataDir: string,
  flags: string[] = [],
): Promise<EmbeddedServer> {
  await fs.mkdir(dataDir, { recursive: true });
  const lock = path.join(dataDir, 'postgres-lock');
  return exclusively(lock, async () => {
    const leave = await enter(path.join(dataDir, 'postgres-users'));
    try {
      const server = await joinOrStart(dataDir, flags);
      let stopped: Promise<void> | undefined;
      return {
        url: server.url,
        stop: () =>
          (stopped ??= exclusively(lock, async () => {
            if (await leave()) await server.stop();
            else server.release();
          })),
      };
    } catch (error) {
      await leave();
      throw error;
    }
  });
}

async function joinOrStart(
  dataDir: string,
  flags: string[],
): Promise<ServerProcess & { url: string }> {
  const cluster = path.join(dataDir, 'postgres');
  const password = await keptPassword(path.join(dataDir, 'postgres-password'));
  const running = await findPostmaster(cluster);
  if (running) {
    const url = urlOf(running.port, password);
    await ensureDatabase(url); // its starter may have been killed before it came to that
    return { url, stop: () => stopPostmaster(cluster), release: () => undefined };
  }
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) await runInitdb(cluster, USER, password);
  // The lock names a process that is no postmaster of this folder (any more): the number may even be
  // another program's by now, and PostgreSQL would then refuse to start.
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

function urlOf(port: number, password: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

async function keptPassword(file: string): Promise<string> {
  try {
    await fs.writeFile(file, randomBytes(24).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await fs.readFile(file, 'utf8')).trim();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Makes the database where it is missing, once the server answers. */
async function ensureDatabase(url: string): Promise<void> {
  const client = await connect(url.replace(/\/[^/]*$/, '/postgres'));
  try {
    const found = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** Connects, and waits for a server that is starting or recovering. */
async function connect(url: string): Promise<Client> {
  for (let attempt = 0; ; attempt++) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      return client;
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (!NOT_YET.includes(code) || attempt >= 600) throw error;
      await sleep(100);
    }
  }
}
