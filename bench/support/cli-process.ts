import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';
import { median } from './rounds';

/** The memory of a process at one time. */
export interface Sample {
  readonly at: number;
  /** Resident memory, in MB. */
  readonly resident: number;
}

export interface Finished<Outcome> {
  /** What it printed as JSON. */
  readonly outcome: Outcome;
  readonly milliseconds: number;
  readonly samples: Sample[];
}

const EVERY_MS = 50;

/** Runs a command of `bincard` in a separate process, and samples its memory. */
export async function runCommand<Outcome>(
  args: string[],
  env: Record<string, string>,
): Promise<Finished<Outcome>> {
  const main = path.join(packageRoot, 'dist/src/cli/main.js');
  const start = performance.now();
  const child = spawn(process.execPath, [main, ...args, '--json'], {
    ...{ env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  const samples: Sample[] = [];
  const watch = setInterval(() => {
    const resident = residentOf(child.pid!);
    if (resident !== undefined) samples.push({ at: Date.now(), resident });
  }, EVERY_MS);
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (code !== 0 && code !== 1) throw new Error(`bincard ${args[0]} ended with ${String(code)}`);
  const milliseconds = performance.now() - start;
  return { outcome: JSON.parse(stdout) as Outcome, milliseconds, samples };
}

/** In MB: the median of each third of a run, and the peak. */
export function memoryOf(samples: Sample[], began: number, ended: number): Record<string, number> {
  const third = (nth: number) =>
    samples
      .filter(({ at }) => Math.floor(((at - began) / (ended - began + 1)) * 3) === nth)
      .map(({ resident }) => resident);
  return {
    ...{ residentStart: median(third(0)), residentMiddle: median(third(1)) },
    ...{ residentEnd: median(third(2)), residentPeak: Math.max(...[0, 1, 2].flatMap(third)) },
  };
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
