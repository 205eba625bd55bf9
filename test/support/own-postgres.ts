import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../src/postgres/embedded-server';
import { runInitdb, runPostgres, type ServerProcess } from '../../src/postgres/postgres-process';
import { findPostmaster } from '../../src/postgres/postmaster';

const PASSWORD = 'nobody-else-uses-this-server';

/** A PostgreSQL for tests that stop it and start it again at the same address. */
export interface OwnPostgres {
  /** The URL of an empty database, for the superuser. */
  readonly url: string;
  /** The folder of its files; `remove` deletes it. */
  readonly folder: string;
  start(): Promise<void>;
  /** Fast: PostgreSQL ends its sessions. Immediate: it ends at once, and the next start recovers. */
  stop(how?: 'fast' | 'immediate'): Promise<void>;
  /** Stops it and deletes its files. */
  remove(): Promise<void>;
}

/** Makes a cluster in a temporary folder; `start` starts it. */
export async function makePostgres(flags: string[] = []): Promise<OwnPostgres> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-postgres-'));
  chmodSync(folder, 0o755); // as root the server runs as another account
  const cluster = path.join(folder, 'cluster');
  await runInitdb(cluster, 'postgres', PASSWORD);
  const port = await freePort();
  let running: ServerProcess | undefined;
  const stop: OwnPostgres['stop'] = async (how = 'fast') => {
    const server = running;
    running = undefined;
    const postmaster = how === 'immediate' ? await findPostmaster(cluster) : undefined;
    if (postmaster) process.kill(postmaster.pid, 'SIGQUIT');
    await server?.stop();
  };
  return {
    url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`,
    folder,
    start: async () => {
      running = await runPostgres(cluster, port, flags);
    },
    stop,
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
