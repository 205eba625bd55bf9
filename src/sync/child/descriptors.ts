import { fstatSync, lstatSync, readdirSync, type BigIntStats } from 'node:fs';
import { SyncError } from '../errors';
import type { SourceFile } from './source-path';

/** Files that SQLite keeps beside a database. */
const COMPANIONS = ['-wal', '-shm', '-journal'];

/** The process' open descriptors. */
export function openDescriptors(): Set<number> {
  let candidates: number[];
  try {
    candidates = readdirSync('/proc/self/fd').map(Number);
  } catch {
    candidates = Array.from({ length: 256 }, (_, descriptor) => descriptor);
  }
  return new Set(candidates.filter((descriptor) => statOf(descriptor) !== undefined));
}

/**
 * Checks which files SQLite has really opened, by their descriptors: the file that was found, and its companions from the
 * same folder. SQLite opens files by path; this is what makes sure that no folder of the path was exchanged for a link
 * in between. Throws SYNC_PATH_OUTSIDE before anything that was read leaves the process.
 */
export function checkDescriptors(file: SourceFile, before: ReadonlySet<number>): void {
  let isOpen = false;
  for (const descriptor of openDescriptors()) {
    const stat = before.has(descriptor) ? undefined : statOf(descriptor);
    if (!stat?.isFile() || stat.nlink === 0n) continue; // a temporary file of SQLite has no name
    if (stat.dev === file.device && stat.ino === file.inode) isOpen = true;
    else if (!isCompanion(stat, file)) throw exchanged(file);
  }
  if (!isOpen) throw exchanged(file);
}

function isCompanion(stat: BigIntStats, file: SourceFile): boolean {
  return COMPANIONS.some((suffix) => {
    const entry = lstatSync(file.entry(file.name + suffix), {
      bigint: true,
      throwIfNoEntry: false,
    });
    return entry?.dev === stat.dev && entry.ino === stat.ino;
  });
}

function statOf(descriptor: number): BigIntStats | undefined {
  try {
    return fstatSync(descriptor, { bigint: true });
  } catch {
    return undefined;
  }
}

function exchanged({ name }: SourceFile): SyncError {
  return new SyncError('SYNC_PATH_OUTSIDE', `${name} was exchanged while it was opened`);
}
