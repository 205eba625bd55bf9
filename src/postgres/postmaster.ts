import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A running PostgreSQL server of a data folder. */
export interface Postmaster {
  readonly pid: number;
  /** Not known for a moment while it starts. */
  readonly port: number | undefined;
}

/** The server that runs on this cluster, by its lock file; undefined when none runs. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  let lines: string[];
  try {
    lines = (await fs.readFile(path.join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const pid = Number(lines[0]);
  if (!pid || !(await isPostmasterOf(pid, cluster))) return undefined;
  return { pid, port: Number(lines[3]) || undefined };
}

/** Stops a server that this process did not start, and waits for its end. */
export async function stopPostmaster(cluster: string): Promise<void> {
  const running = await findPostmaster(cluster);
  if (!running) return;
  process.kill(running.pid, 'SIGINT'); // fast shutdown: sessions end, nothing committed is lost
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (!(await isPostmasterOf(running.pid, cluster))) return;
    await sleep(50);
  }
  throw new Error(`The embedded PostgreSQL (process ${running.pid}) did not stop`);
}

/** Whether a process is PostgreSQL running in this folder: its number may belong to another program now. */
async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return (await commandOf(pid)).includes('postgres');
  try {
    // The server works in its folder, by whatever path it was given.
    return (await fs.readlink(`/proc/${pid}/cwd`)) === (await fs.realpath(cluster));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false; // ended, or a zombie
    return (await commandOf(pid)).includes('postgres'); // of another account: its folder cannot be read
  }
}

async function commandOf(pid: number): Promise<string> {
  try {
    return (await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)])).stdout;
  } catch {
    return '';
  }
}
