import { spawn } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { makeFolder } from '../config/data-folder';
import { keptPassword, USER } from './embedded-server';
import { lentAccount, nativeFolder, reachable } from './postgres-account';
import { give } from './postgres-process';
import { findPostmaster } from './postmaster';
import { exclusively } from './process-mark';

/** Whether a data folder has a server already. */
export function hasServer(dataDir: string): boolean {
  return existsSync(path.join(dataDir, 'postgres'));
}

/**
 * Makes the server of a data folder from a copy. It is unpacked beside its place and moved there whole. The copy has the
 * password of the server that it was made of: it gets this folder's.
 */
export async function restoreServer(dataDir: string, file: string): Promise<void> {
  makeFolder(dataDir);
  await exclusively(path.join(dataDir, 'postgres-lock'), async () => {
    const cluster = path.join(dataDir, 'postgres');
    const staging = `${cluster}.new`;
    await fs.rm(staging, { recursive: true, force: true });
    await fs.mkdir(staging, { mode: 0o700 });
    try {
      await unpack(file, staging);
      await give(await lentAccount(), staging, ...(await everything(staging)));
      await setPassword(staging, await keptPassword(path.join(dataDir, 'postgres-password')));
      await fs.rename(staging, cluster);
    } finally {
      await fs.rm(staging, { recursive: true, force: true });
    }
  });
}

/** Removes the server that a restore made and that failed; one that is in use stays. */
export async function removeServer(dataDir: string): Promise<void> {
  await exclusively(path.join(dataDir, 'postgres-lock'), async () => {
    const cluster = path.join(dataDir, 'postgres');
    if (await findPostmaster(cluster)) return;
    await fs.rm(cluster, { recursive: true, force: true });
  });
}

async function everything(folder: string): Promise<string[]> {
  const names = await fs.readdir(folder, { recursive: true });
  return names.map((name) => path.join(folder, name));
}

/** By the system's tar, which Linux, macOS and Windows have. */
async function unpack(file: string, folder: string): Promise<void> {
  const tar = spawn('tar', ['-x', '-f', '-', '-o', '-C', folder], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  await finish(tar, (input) =>
    pipeline(createReadStream(file), createGunzip(), async (archive: AsyncIterable<Buffer>) => {
      input.on('error', () => undefined); // tar stops at the end of the archive; the checksum comes after it
      try {
        for await (const chunk of archive) {
          if (!input.writable || input.write(chunk)) continue;
          await drained(input);
        }
      } finally {
        input.end(); // also of a damaged archive: tar would wait for the rest of it
      }
    }),
  );
}

function drained(input: Writable): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      input.off('drain', go).off('close', go);
      resolve();
    };
    input.on('drain', go).on('close', go);
  });
}

/** In single-user mode, in which nobody can connect. It completes the copy from the log in it first. */
async function setPassword(cluster: string, password: string): Promise<void> {
  const as = await lentAccount();
  const folder = await reachable(cluster, as);
  try {
    const server = spawn(
      path.join(await nativeFolder(as), 'bin/postgres'),
      ['--single', '-D', folder.path, 'postgres'],
      { ...as, cwd: '/', stdio: ['pipe', 'ignore', 'pipe', ...folder.descriptors] },
    );
    await finish(server, (input) => {
      input.end(`alter role ${USER} password '${password}'\n`);
      return Promise.resolve();
    });
  } finally {
    await folder.close();
  }
}

async function finish(
  child: ReturnType<typeof spawn>,
  feed: (input: Writable) => Promise<void>,
): Promise<void> {
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  const fed = feed(child.stdin!).then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  const code = await ended;
  const broken = await fed;
  if (code !== 0 || broken) {
    throw new Error(`The copy cannot be restored: ${said.trim() || broken?.message}`);
  }
}
