import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../src/postgres/embedded-server';
import { lentAccount } from '../../src/postgres/postgres-account';
import { temporaryFiles } from './temporary-files';

const PROGRAM = process.env['PGBOUNCER'] ?? '/usr/sbin/pgbouncer';

/** `describe`, or one that is skipped and says why. */
export const describeWithPgBouncer = (name: string, tests: () => void): void =>
  existsSync(PROGRAM)
    ? describe(name, tests)
    : describe.skip(`${name} (skipped: there is no ${PROGRAM}; install Debian's pgbouncer)`, tests);

/** A PgBouncer in transaction mode that drops the start-up parameter `options`, and with it the role of a session. */
export interface PgBouncer {
  /** The same database and login, through the pooler. */
  readonly through: (url: string) => string;
  stop(): Promise<void>;
}

/** Starts it in front of a server. `logins` are URLs of its logins with their passwords. */
export async function startPgBouncer(server: string, ...logins: string[]): Promise<PgBouncer> {
  const { hostname, port: serverPort } = new URL(server);
  const folder = mkdtempSync(path.join(temporaryFiles(), 'bincard-pgbouncer-'));
  chmodSync(folder, 0o755); // as root it runs as another account
  const port = await freePort();
  const users = [server, ...logins].map((url) => {
    const { username, password } = new URL(url);
    return `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"`;
  });
  writeFileSync(path.join(folder, 'users.txt'), `${users.join('\n')}\n`);
  const settings = [
    ...['[databases]', `* = host=${hostname} port=${serverPort || 5432}`],
    ...['[pgbouncer]', 'listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir ='],
    ...['auth_type = trust', `auth_file = ${path.join(folder, 'users.txt')}`],
    ...['pool_mode = transaction', 'default_pool_size = 12', 'max_client_conn = 500'],
    ...['ignore_startup_parameters = options,extra_float_digits', 'server_idle_timeout = 5'],
  ];
  writeFileSync(path.join(folder, 'pgbouncer.ini'), `${settings.join('\n')}\n`);
  const child = spawn(PROGRAM, ['-q', path.join(folder, 'pgbouncer.ini')], {
    ...{ ...(await lentAccount()), cwd: '/', stdio: 'ignore' },
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await untilListening(port);
  return {
    through: (url) => {
      const changed = new URL(url);
      changed.hostname = '127.0.0.1';
      changed.port = String(port);
      return changed.toString();
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const listening = await new Promise<boolean>((resolve) => {
      const socket = connectTo(port, '127.0.0.1')
        .once('connect', () => resolve(true))
        .once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (listening) return;
    await sleep(25);
  }
  throw new Error('PgBouncer does not listen');
}
