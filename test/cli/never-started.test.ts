import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';
import { makeDataDir } from '../support/running-server';
import { until } from '../server/support';

// A start that cannot come to anything says why, and ends when it is told to.

const MAIN = path.join(packageRoot, 'dist/src/cli/main.js');
const TOKENS = path.join(packageRoot, 'dist/src/auth/token.js');

/** Runs Node and kills it where it does not end: the loop of Node's own mkdir takes no other signal. */
function run(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: unknown; said: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { env: { ...process.env, ...env }, timeout: 30_000, killSignal: 'SIGKILL' },
      (error, _, stderr) => resolve({ code: error?.code ?? error?.signal ?? 0, said: stderr }),
    );
  });
}

const linux = existsSync('/proc/self') ? it : it.skip;

linux('says that the data folder cannot be used where no folder can be made', async () => {
  const env = { DATABASE_URL: '', BINCARD_DATA_DIR: '/proc/bincard/below' };
  expect(await run([MAIN, 'start'], env)).toEqual({
    code: 2,
    said: 'bincard: The data folder /proc/bincard/below cannot be used (no folder can be made there): set BINCARD_DATA_DIR to a folder that this user may write, or DATABASE_URL to a PostgreSQL of your own\n',
  });
});

linux('names the setting of a secret that cannot be kept', async () => {
  const script = `require(process.argv[1]).loadJwtSecret({ dataDir: '/proc/bincard' })`;
  const { code, said } = await run(['-e', script, TOKENS], {});
  expect(code).toBe(1);
  expect(said).toContain(
    'JWT_SECRET is not set, and none can be kept in the data folder /proc/bincard (ENOENT): set JWT_SECRET, or BINCARD_DATA_DIR to a folder that this user may write',
  );
});

linux.each(['SIGTERM', 'SIGINT'] as const)(
  'ends at %s while another process holds the data folder',
  async (signal) => {
    const dataDir = makeDataDir();
    // What this process would write: its number, and when it was started.
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const [started] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(19);
    writeFileSync(path.join(dataDir, 'postgres-lock'), `${process.pid} ${started}`);
    const child = spawn(process.execPath, [MAIN, 'start'], {
      env: { ...process.env, DATABASE_URL: '', BINCARD_DATA_DIR: dataDir },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await until(() => readdirSync(dataDir).some((name) => name.startsWith(`${child.pid}-`)));
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(readdirSync(dataDir)).toEqual(['postgres-lock']);
    rmSync(dataDir, { recursive: true, force: true });
  },
  30_000,
);
