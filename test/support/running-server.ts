import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';

const MAIN = path.join(packageRoot, 'dist/src/cli/main.js');

/** Makes a data folder that the account of the embedded PostgreSQL can enter. */
export function makeDataDir(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-server-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** A process of `bincard start`. */
export interface RunningServer {
  readonly url: string;
  readonly token: string;
  /** What it has printed on standard output. */
  readonly output: string;
  /** What it has printed on standard error, such as its log. */
  readonly errors: readonly string[];
  readonly child: ChildProcess;
  /** Sends a signal, waits for the end, and returns the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `bincard start` on a data folder and waits until it serves. By default it is this build, on this Node. */
export async function runServer(
  dataDir: string,
  { node = process.execPath, main = MAIN, host = '127.0.0.1', settings = {} } = {},
): Promise<RunningServer> {
  const env = {
    ...process.env,
    BINCARD_DATA_DIR: dataDir,
    HOST: host,
    PORT: '0',
    DATABASE_URL: '',
    ...settings,
  };
  const child = spawn(node, [main, 'start'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let output = '';
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.once('close', () => reject(new Error(`bincard start ended:\n${errors.join('')}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ctrl-C stops it')) resolve();
    });
  });
  return {
    url: /GraphQL at (\S+)/.exec(output)![1]!,
    token: execFileSync(node, [main, 'token'], { env, encoding: 'utf8' }).trim(),
    output,
    errors,
    child,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
