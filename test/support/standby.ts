import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from '../../src/postgres/embedded-server';
import { lentAccount, type Account } from '../../src/postgres/postgres-account';
import { temporaryFiles } from './temporary-files';

const BIN = process.env['POSTGRES_15_BIN'] ?? '/usr/lib/postgresql/15/bin';

/** `describe`, or one that is skipped and says why. The PostgreSQL that npm brings has no pg_basebackup. */
export const describeWithStandby = (name: string, tests: () => void): void =>
  existsSync(path.join(BIN, 'pg_basebackup'))
    ? describe(name, tests)
    : describe.skip(
        `${name} (skipped: there is no pg_basebackup in ${BIN}; install Debian's postgresql-15)`,
        tests,
      );

/** One server of a pair. */
export interface PairedServer {
  readonly port: number;
  /** The database `postgres`, for the superuser. */
  readonly url: string;
  start(): Promise<void>;
  /** Ends it at once, as a machine that loses its power. */
  kill(): Promise<void>;
  query<Row extends object>(text: string): Promise<Row[]>;
}

/** A primary and its standby. A commit is answered once the standby has it on its disk too. */
export interface Pair {
  readonly primary: PairedServer;
  readonly standby: PairedServer;
  /** Both, in the form in which a server is given several hosts. */
  readonly url: string;
  /** Makes the standby the primary. */
  promote(): Promise<void>;
  remove(): Promise<void>;
}

/** Starts both on clusters of their own; the standby is a copy by pg_basebackup that streams from the primary. */
export async function startPair(standbySettings: string[] = []): Promise<Pair> {
  const as = await lentAccount(); // PostgreSQL does not run as root
  const folder = mkdtempSync(path.join(temporaryFiles(), 'bincard-standby-'));
  chmodSync(folder, 0o755);
  const clusters = ['primary', 'standby'].map((name) => path.join(folder, name));
  for (const cluster of clusters) {
    mkdirSync(cluster, { mode: 0o700 });
    if (as.uid !== undefined) chownSync(cluster, as.uid, as.gid!);
  }
  const [first, second] = clusters as [string, string];
  run(as, 'initdb', ['-D', first, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C']);
  const primary = serverOf(as, first, await freePort(), []);
  await primary.start();
  const from = ['-h', '127.0.0.1', '-p', String(primary.port), '-U', 'postgres'];
  run(as, 'pg_basebackup', ['-D', second, ...from, '-R', '-X', 'stream', '--checkpoint=fast']);
  const standby = serverOf(as, second, await freePort(), standbySettings);
  await standby.start();
  await primary.query("alter system set synchronous_standby_names = '*'");
  await primary.query('select pg_reload_conf()');
  return {
    ...{ primary, standby },
    url: `postgres://postgres@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/postgres`,
    promote: async () => {
      await standby.query('select pg_promote()');
    },
    remove: async () => {
      await Promise.all([primary.kill(), standby.kill()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function run(as: Account, program: string, args: string[]): void {
  const { status, stderr } = spawnSync(path.join(BIN, program), args, {
    ...{ ...as, cwd: '/', encoding: 'utf8' },
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
}

function serverOf(as: Account, cluster: string, port: number, more: string[]): PairedServer {
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const settings = [
    ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'],
    ...['log_min_messages=panic', 'fsync=off', 'jit=off', ...more],
  ].flatMap((setting) => ['-c', setting]);
  let child: ChildProcess | undefined;
  const query: PairedServer['query'] = async <Row extends object>(text: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    ...{ port, url, query },
    start: async () => {
      child = spawn(path.join(BIN, 'postgres'), ['-D', cluster, '-p', String(port), ...settings], {
        ...{ ...as, cwd: '/', stdio: 'ignore', detached: true },
      });
      for (let attempt = 0; ; attempt++) {
        try {
          await query('select 1');
          return;
        } catch (error) {
          if (attempt > 400) throw error;
          await sleep(50);
        }
      }
    },
    kill: async () => {
      const ending = child;
      child = undefined;
      if (!ending) return;
      const ended = new Promise((resolve) => ending.once('close', resolve));
      ending.kill('SIGQUIT');
      await ended;
    },
  };
}
