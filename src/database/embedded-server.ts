import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { findPostmaster, stopPostmaster } from './postmaster';
import { runInitdb, runPostgres, type ServerProcess } from './postgres-process';

/** A PostgreSQL that this package brought along, serving one data folder. */
export interface EmbeddedServer {
  /** The superuser's URL; its password is kept in the data folder. */
  readonly url: string;
  /** False when another running Bincard had started it: then stop() leaves it alone. */
  readonly owned: boolean;
  stop(): Promise<void>;
}

const USER = 'postgres';
const DATABASE = 'bincard';

/**
 * Starts the embedded server on `<dataDir>/postgres`, makes the cluster on first use, and makes the
 * database. A lock that a killed run left behind does not matter; a server that a killed run left
 * running is taken over; one whose Bincard still lives is joined.
 */
export async function openEmbeddedServer(
  dataDir: string,
  flags: string[] = [],
): Promise<EmbeddedServer> {
  const cluster = path.join(dataDir, 'postgres');
  await fs.mkdir(dataDir, { recursive: true });
  const password = await keptPassword(path.join(dataDir, 'postgres-password'));
  const ownerFile = path.join(dataDir, 'postgres-owner');

  const running = await findPostmaster(cluster);
  if (running) {
    const url = urlOf(running.port, password);
    if (await ownerLives(ownerFile)) {
      await ready(url);
      return { url, owned: false, stop: () => Promise.resolve() };
    }
    await ready(url);
    await fs.writeFile(ownerFile, String(process.pid));
    return { url, owned: true, stop: () => stopPostmaster(cluster) };
  }

  if (!existsSync(path.join(cluster, 'PG_VERSION'))) await runInitdb(cluster, USER, password);
  // The lock names a process that is no postmaster of this folder (any more): the number may even be
  // another program's by now, and PostgreSQL would then refuse to start.
  await fs.rm(path.join(cluster, 'postmaster.pid'), { force: true });
  const port = await freePort();
  const server: ServerProcess = await runPostgres(cluster, port, flags);
  await fs.writeFile(ownerFile, String(process.pid));
  const url = urlOf(port, password);
  await ensureDatabase(url);
  return {
    url,
    owned: true,
    stop: async () => {
      await server.stop();
      await fs.rm(ownerFile, { force: true });
    },
  };
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

async function ownerLives(file: string): Promise<boolean> {
  try {
    const pid = Number(await fs.readFile(file, 'utf8'));
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch {
    return false;
  }
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

/** Waits until a server that is still recovering answers. */
async function ready(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (attempt >= 100) throw error;
      await sleep(100);
    }
  }
}

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
