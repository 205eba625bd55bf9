import { fstatSync, lstatSync, readdirSync, type BigIntStats } from 'node:fs';
import { SyncError } from '../errors';
import type { SourceFile } from './source-path';

/** Files that SQLite keeps beside a database. */
const COMPANIONS = ['-wal', '-shm', '-journal'];

/** How long a file that nobody knows may stay open: at most half a second. */
const TRIES = 50;
const TRY_MS = 10;

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
  const isNew = (descriptor: number) => !before.has(descriptor);
  const { isOpen, others } = opened([...openDescriptors()].filter(isNew), file);
  if (!isOpen || areKept(others)) throw exchanged(file);
}

interface Other {
  readonly descriptor: number;
  readonly stat: BigIntStats;
}

/** Whether the file is among those of some descriptors, and which others are: not its companions. */
function opened(descriptors: readonly number[], file: SourceFile) {
  let isOpen = false;
  const others: Other[] = [];
  for (const descriptor of descriptors) {
    const stat = statOf(descriptor);
    if (!stat?.isFile() || stat.nlink === 0n) continue; // a temporary file of SQLite has no name
    if (stat.dev === file.device && stat.ino === file.inode) isOpen = true;
    else if (!isCompanion(stat, file)) others.push({ descriptor, stat });
  }
  return { isOpen, others };
}

/**
 * Whether one of the files stays open while this thread waits. SQLite works in this thread, so it closes none meanwhile;
 * what another thread of the runtime has opened for a moment is closed soon.
 */
function areKept(others: readonly Other[]): boolean {
  let kept = others;
  for (let tries = 0; kept.length > 0 && tries < TRIES; tries++) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, TRY_MS);
    kept = kept.filter(({ descriptor, stat }) => {
      const now = statOf(descriptor);
      return now?.dev === stat.dev && now.ino === stat.ino;
    });
  }
  return kept.length > 0;
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
