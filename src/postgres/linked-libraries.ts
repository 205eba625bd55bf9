import fs from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedUnusable } from './embedded-unusable';

/**
 * Makes the symbolic links of PostgreSQL's libraries. A package of npm holds none: its install script makes them, and with
 * --ignore-scripts, or where npm waits for an approval, that has not run.
 */
export async function linkLibraries(root: string): Promise<void> {
  for (const { source, target } of await linksOf(root)) {
    const at = path.join(root, target);
    const missing = await fs.lstat(at).then(
      () => false,
      () => true,
    );
    if (!missing) continue;
    try {
      await fs.symlink(path.relative(path.dirname(at), path.join(root, source)), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue; // another Bincard was first
      throw new EmbeddedUnusable(
        `The install script of the embedded PostgreSQL has not run, and ${at} cannot be made: run npm rebuild ${path.basename(path.dirname(root))}/${path.basename(root)} as a user who may write there`,
        { cause: error },
      );
    }
  }
}

async function linksOf(root: string): Promise<{ source: string; target: string }[]> {
  const text = await fs
    .readFile(path.join(root, 'native/pg-symlinks.json'), 'utf8')
    .catch(() => '');
  return text === '' ? [] : (JSON.parse(text) as { source: string; target: string }[]);
}
