import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LOCK_PATIENCE_MS = 120_000;

/** A process by its number and, where /proc has it, its start time, since numbers are reused. */
async function markOf(pid: number): Promise<string | undefined> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  try {
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may contain anything, so count from its end. Field 3 is the state, 22 the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : `${pid} ${fields[19]}`;
  } catch {
    return process.platform === 'linux' ? undefined : `${pid} `;
  }
}

async function isRunning(mark: string): Promise<boolean> {
  return (await markOf(Number(mark.split(' ')[0]))) === mark;
}

async function read(file: string): Promise<string | undefined> {
  return fs.readFile(file, 'utf8').catch(() => undefined);
}

/** Writes this process's mark to a file of its own and returns the file. */
async function sign(folder: string): Promise<string> {
  const file = path.join(folder, `${process.pid}-${randomBytes(4).toString('hex')}`);
  await fs.writeFile(file, (await markOf(process.pid))!);
  return file;
}

/** Registers this process as a user in `folder`. Returns a function that unregisters it: true when no user is left. */
export async function enter(folder: string): Promise<() => Promise<boolean>> {
  await fs.mkdir(folder, { recursive: true });
  const own = await sign(folder);
  return async () => {
    await fs.rm(own, { force: true });
    let alone = true;
    for (const name of await fs.readdir(folder)) {
      const file = path.join(folder, name);
      if (await isRunning((await read(file)) ?? '')) alone = false;
      else await fs.rm(file, { force: true });
    }
    return alone;
  };
}

/** Runs `work` while no other process holds `lock`; the lock of a dead process is taken over. `signal` ends the waiting. */
export async function exclusively<Result>(
  lock: string,
  work: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const own = await sign(path.dirname(lock));
  try {
    const deadline = Date.now() + LOCK_PATIENCE_MS;
    // A link is created with its content or not at all.
    while (!(await linked(own, lock))) {
      signal?.throwIfAborted();
      const holder = await read(lock);
      if (holder !== undefined && !(await isRunning(holder))) await breakLock(lock, holder);
      else if (Date.now() > deadline) throw new Error(`${lock} is held by process ${holder}`);
      else await sleep(50);
    }
    try {
      return await work();
    } finally {
      await fs.rm(lock, { force: true });
    }
  } finally {
    await fs.rm(own, { force: true });
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await fs.link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Of several processes that find the same dead holder, one removes its lock; a live lock moved by mistake is put back. */
async function breakLock(lock: string, dead: string): Promise<void> {
  const aside = `${lock}.${process.pid}`;
  try {
    await fs.rename(lock, aside);
  } catch {
    return;
  }
  if ((await read(aside)) !== dead) await linked(aside, lock);
  await fs.rm(aside, { force: true });
}
