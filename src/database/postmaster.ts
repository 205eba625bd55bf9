import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A live PostgreSQL server of a data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The server that serves this cluster now, by its own lock file; undefined when none lives. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  let lines: string[];
  try {
    lines = (await fs.readFile(path.join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!pid || !port || !(await isPostmasterOf(pid, cluster))) return undefined;
  return { pid, port };
}

/** Ends a server that this process did not start; waits until its lock file is gone. */
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

async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    // Where /proc is, it says whether the number still belongs to that server (or is a zombie).
    const command = await fs.readFile(`/proc/${pid}/cmdline`, 'utf8');
    return command.includes('postgres') && command.includes(cluster);
  } catch {
    return process.platform !== 'linux';
  }
}
