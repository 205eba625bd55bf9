import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';

/** A process of `bincard start` with an existing PostgreSQL, or one that starts later. */
export interface BincardProcess {
  readonly child: ChildProcess;
  /** The output so far, without stderr if that goes to a file. */
  readonly output: { stdout: string; stderr: string };
  /** The URL of /graphql, once the server accepts requests; rejects if the process ends before. */
  readonly url: Promise<string>;
  readonly code: Promise<number | null>;
  /** The present resident memory, in MB. */
  memory(): number;
}

const MAIN = path.join(packageRoot, 'dist/src/cli/main.js');

/** Starts `bincard start` on a free port, and returns at once. `log` is the file descriptor for its stderr. */
export function startBincard(
  databaseUrl: string,
  dataDir: string,
  env: Record<string, string> = {},
  log?: number,
  args: string[] = [],
): BincardProcess {
  const child = spawn(process.execPath, [MAIN, 'start', ...args], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: databaseUrl, BINCARD_DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' },
      ...env,
    },
    stdio: ['ignore', 'pipe', log ?? 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stderr?.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', (chunk: Buffer) => {
      output.stdout += chunk.toString();
      const found = /GraphQL at (\S+)/.exec(output.stdout)?.[1];
      if (found) resolve(found);
    });
    void code.then((ended) => reject(new Error(`It ended with ${ended}:\n${output.stderr}`)));
  });
  const memory = () => {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024);
  };
  return { child, output, url, code, memory };
}
