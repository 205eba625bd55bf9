import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A server in a separate process, so that it does not share its event loop with the clients. */
export interface ServerProcess {
  readonly url: string;
  /** Resident memory now, in MB. */
  memory(): number;
  stop(): void;
}

export const BENCH_SECRET = 'a secret for the benchmarks, long enough';

/** Starts `serve.ts` for one side of a comparison. */
export async function serveSide(
  side: 'api' | 'ungrouped' | 'bare' | 'postgraphile',
  databaseUrl: string,
  tenantId: string,
): Promise<ServerProcess> {
  const child: ChildProcess = spawn(
    process.env['BENCH_NODE'] ?? process.execPath,
    [
      path.join(__dirname, side === 'postgraphile' ? 'serve-postgraphile.js' : 'serve.js'),
      side,
      databaseUrl,
    ],
    {
      env: { ...process.env, BENCH_SECRET, BENCH_TENANT: tenantId, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.once('close', () => reject(new Error('the server ended')));
    child.stdout!.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  return {
    url,
    memory: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024);
    },
    stop: () => child.kill('SIGKILL'),
  };
}
