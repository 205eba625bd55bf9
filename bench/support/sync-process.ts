import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';

/** The memory of a process at one time. */
export interface Sample {
  readonly at: number;
  /** Resident memory, in MB. */
  readonly resident: number;
}

export interface SyncOutcome {
  readonly runId: string;
  readonly created: number;
  readonly exported: number;
  readonly seen: number;
  readonly samples: Sample[];
}

const EVERY_MS = 50;

/** Runs one direction of `bincard sync` in a separate process, and samples its memory. */
export async function runSync(
  direction: 'import' | 'export',
  tenant: string,
  env: { DATABASE_URL: string; BINCARD_SYNC_DIR: string },
): Promise<SyncOutcome> {
  const main = path.join(packageRoot, 'dist/src/cli/main.js');
  const child = spawn(
    process.execPath,
    [main, 'sync', 'mill', `--${direction}-only`, '--tenant', tenant, '--json'],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const samples: Sample[] = [];
  const watch = setInterval(() => {
    const resident = residentOf(child.pid!);
    if (resident !== undefined) samples.push({ at: Date.now(), resident });
  }, EVERY_MS);
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (code !== 0 && code !== 1) throw new Error(`bincard sync ended with ${String(code)}`);
  const [run] = JSON.parse(stdout) as [Omit<SyncOutcome, 'samples'>];
  return { ...run, samples };
}

function residentOf(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  } catch {
    return undefined; // the process has ended
  }
}
