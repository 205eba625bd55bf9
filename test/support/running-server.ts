import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';

const MAIN = path.join(packageRoot, 'dist/src/cli/main.js');

/** A data folder of its own, which the account that PostgreSQL runs as can enter. */
export function makeDataDir(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-server-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** `bincard start` in a process of its own. */
export interface RunningServer {
  readonly url: string;
  readonly token: string;
  readonly child: ChildProcess;
  /** Ends it with a signal and waits; returns its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `bincard start` on a data folder and waits until it has greeted. */
export async function runServer(dataDir: string): Promise<RunningServer> {
  const child = spawn(process.execPath, [MAIN, 'start'], {
    env: { ...process.env, BINCARD_DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '' },
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
    token: /"demo":\n(\S+)/.exec(output)![1]!,
    child,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** `bincard start` on a PostgreSQL that is there, or will be. */
export interface Starting {
  readonly child: ChildProcess;
  /** What it has written so far. */
  readonly output: { stdout: string; stderr: string };
  /** The URL of /graphql, once it serves. */
  readonly url: Promise<string>;
  readonly code: Promise<number | null>;
}

/** Starts `bincard start` and waits for nothing. */
export function startProcess(
  databaseUrl: string,
  dataDir: string,
  env: Record<string, string> = {},
): Starting {
  const child = spawn(process.execPath, [MAIN, 'start'], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: databaseUrl, BINCARD_DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output.stdout += chunk.toString();
      const found = /GraphQL at (\S+)/.exec(output.stdout)?.[1];
      if (found) resolve(found);
    });
    void code.then((ended) => reject(new Error(`It ended with ${ended}:\n${output.stderr}`)));
  });
  return { child, output, url, code };
}
