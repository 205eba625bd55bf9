import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../src/database/sql-files';
import { makeDataDir, runServer, type RunningServer } from '../support/running-server';
import { until } from '../server/support';
import { bincard } from './bincard';

async function ask<Data>(
  server: RunningServer,
  query: string,
  token = server.token,
): Promise<Data> {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { data: Data }).data;
}

const MAIN = path.join(packageRoot, 'dist/src/cli/main.js');
const COUNT = '{ movements { totalCount } }';

/** Whether the PostgreSQL of a data folder is running. */
function isPostgresRunning(dataDir: string): boolean {
  try {
    const lock = readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8');
    process.kill(Number(lock.split('\n')[0]), 0);
    return true;
  } catch {
    return false;
  }
}

// Each test starts PostgreSQL and loads the demo, some of them three times.
jest.setTimeout(180_000);

describe('bincard start', () => {
  let dataDir: string;
  let running: RunningServer | undefined;
  const start = async () => (running = await runServer(dataDir));

  beforeEach(() => {
    dataDir = makeDataDir();
  });
  afterEach(async () => {
    if (running?.child.exitCode === null && running.child.signalCode === null) {
      await running.end('SIGTERM');
    }
    running = undefined;
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('keeps its data when it is stopped or killed', async () => {
    const first = await start();
    const loaded = await ask(first, COUNT);
    expect(loaded).toEqual({ movements: { totalCount: expect.any(Number) as number } });
    expect(await first.end('SIGINT')).toBe(0);
    expect(isPostgresRunning(dataDir)).toBe(false);

    const second = await start();
    expect(await ask(second, COUNT)).toEqual(loaded);
    expect(await second.end('SIGKILL')).toBeNull();
    expect(isPostgresRunning(dataDir)).toBe(true); // a killed process stops nothing

    const third = await start();
    expect(await ask(third, COUNT)).toEqual(loaded);
    expect(await third.end('SIGTERM')).toBe(0);
    expect(isPostgresRunning(dataDir)).toBe(false);
  });

  it('prints no token into a log, and says how to get one', async () => {
    const { output, errors } = await start();
    const log = [output, ...errors].join('');
    expect(log).not.toMatch(/eyJ|[\w-]{20,}\.[\w-]{20,}\./);
    expect(log).not.toMatch(/#?bc[a-z]_/); // nor a link that signs its reader in
    expect(output).toContain('npx bincard token');
    expect(output).toContain('Bearer $(npx bincard token)');
  });

  it('makes the admin of its settings, who signs in by the password of the file', async () => {
    const file = path.join(dataDir, 'password');
    writeFileSync(file, 'a long enough password\n');
    running = await runServer(dataDir, {
      settings: {
        ...{ BINCARD_ADMIN_TENANT: 'demo', BINCARD_ADMIN_EMAIL: 'root@shop.example' },
        BINCARD_ADMIN_PASSWORD_FILE: file,
      },
    });
    const { origin } = new URL(running.url);
    const response = await fetch(`${origin}/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ email: 'root@shop.example', password: 'a long enough password' }),
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ user: { role: 'ADMIN' } });
  });

  it('logs what it is asked, and not how it fills the demo', async () => {
    const requests = ({ errors }: RunningServer) =>
      errors
        .join('')
        .split('\n')
        .filter((line) => line.includes('"msg":"request"'));
    const server = await start();
    expect(server.errors.join('')).toContain('Loading the demo tenant');
    expect(requests(server)).toEqual([]);
    await ask(server, COUNT);
    await until(() => requests(server).length === 1);
  });

  it('prints the URL of an IPv6 address, which has brackets', async () => {
    running = await runServer(dataDir, { host: '::1' });
    expect(running.url).toMatch(/^http:\/\/\[::1\]:\d+\/graphql$/);
    expect(running.output).toContain(`curl -s ${running.url} `);
    expect(await ask(running, COUNT)).toEqual({
      movements: { totalCount: expect.any(Number) as number },
    });
  });

  it('completes the demo after a start that was killed while loading it', async () => {
    const whole = await ask(await start(), COUNT);
    await running!.end('SIGINT');
    rmSync(dataDir, { recursive: true });
    dataDir = makeDataDir();

    const child = spawn(process.execPath, [MAIN, 'start'], {
      env: { ...process.env, DATABASE_URL: '', BINCARD_DATA_DIR: dataDir, PORT: '0' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await new Promise((resolve) => child.stderr.once('data', resolve)); // "Loading ..."
    child.kill('SIGKILL');
    await ended;
    expect(await ask(await start(), COUNT)).toEqual(whole);
    await running!.end('SIGINT');
  });

  it('shares its database with commands; the last to end stops the database', async () => {
    const server = await start();
    const token = await bincard(['token'], { BINCARD_DATA_DIR: dataDir });
    expect(await ask(server, COUNT, token.stdout.trim())).toEqual(await ask(server, COUNT));

    const rules = bincard(['rules', '--tenant', 'demo'], { BINCARD_DATA_DIR: dataDir });
    const codes = await Promise.all([server.end('SIGINT'), rules.then(({ code }) => code)]);
    expect(codes).toEqual([0, 0]);
    expect(isPostgresRunning(dataDir)).toBe(false);
  });

  it.each(['postgres-lock', 'postgres.new/cluster/PG_VERSION', 'postgres/postmaster.pid'])(
    'leaves no process behind after Ctrl-C when %s appears, and starts again',
    async (file) => {
      const child = spawn(process.execPath, [MAIN, 'start'], {
        env: { ...process.env, DATABASE_URL: '', BINCARD_DATA_DIR: dataDir, PORT: '0' },
        detached: true, // a process group, as a terminal makes one
        stdio: 'ignore',
      });
      const ended = new Promise((resolve) => child.once('close', resolve));
      while (!existsSync(path.join(dataDir, file))) await sleep(1);
      process.kill(-child.pid!, 'SIGINT');
      expect(await ended).toBe(0);
      expect(isPostgresRunning(dataDir)).toBe(false);
      const next = await start();
      expect(await next.end('SIGINT')).toBe(0);
    },
  );

  it('reports that its port is in use, and stops its database', async () => {
    const server = await start();
    const other = makeDataDir();
    const { port } = new URL(server.url);
    const outcome = await bincard(['start'], { BINCARD_DATA_DIR: other, PORT: port });
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toContain(`bincard: 127.0.0.1:${port} is taken`);
    expect(isPostgresRunning(other)).toBe(false);
    rmSync(other, { recursive: true, force: true });
  });
});
