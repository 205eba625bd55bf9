import { spawn } from 'node:child_process';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';
import type { SyncedTenant, SyncedTenants } from './synced-tenant';

/** `bincard sync` in a separate process. */
export interface CliRun {
  /** Sends SIGKILL and waits for the end. Fails if the process had ended before. */
  kill(): Promise<void>;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
}

/** Starts one direction of a tenant's source with the built command line. */
export function startCli(
  { database, folder }: SyncedTenants,
  { code }: SyncedTenant,
  direction: 'import' | 'export',
): CliRun {
  const main = path.join(packageRoot, 'dist/src/cli/main.js');
  const child = spawn(
    process.execPath,
    [main, 'sync', 'mill', `--${direction}-only`, '--tenant', code, '--json'],
    {
      env: {
        ...{ ...process.env, DATABASE_URL: database.url },
        ...{ BINCARD_SYNC_DIR: folder, BINCARD_DATA_DIR: folder },
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const closed = new Promise<{ exitCode: number | null; signal: string | null }>((resolve) =>
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal })),
  );
  return {
    ended: closed.then(({ exitCode }) => {
      if (exitCode === 2) throw new Error(stderr);
      return exitCode;
    }),
    kill: async () => {
      child.kill('SIGKILL');
      const { signal } = await closed;
      if (signal !== 'SIGKILL') throw new Error(`it had ended before it was killed: ${stderr}`);
    },
  };
}
