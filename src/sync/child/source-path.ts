import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { SyncError } from '../errors';

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants;

/** A source's file, found without following any link below the tenant's folder. */
export interface SourceFile {
  /** The real path of the folder that the file is in. */
  readonly folder: string;
  readonly name: string;
  readonly device: bigint;
  readonly inode: bigint;
  /** A path to an entry of that very folder, also if the folder was moved or replaced meanwhile (Linux). */
  entry(name: string): string;
}

/**
 * Finds `<folder>/<tenant code>/<file>`. A link within the tenant's folder may lead to another place in it; a path or link
 * that leaves it is refused. The folders are opened one by one, each from the one before and without following links,
 * so that a link that is exchanged meanwhile is refused, too. Throws SyncError.
 */
export function findSourceFile(folder: string, tenantCode: string, file: string): SourceFile {
  const own = resolved(path.join(folder, tenantCode), file);
  const wanted = path.resolve(own, file);
  if (!isWithin(own, wanted) || file.includes('\0')) throw outside(file);
  const real = resolved(wanted, file);
  if (!isWithin(own, real)) throw outside(file);
  const steps = path.relative(own, real).split(path.sep);
  const name = steps.pop()!;
  let directory = openSync(own, O_RDONLY | O_DIRECTORY);
  for (const step of steps) {
    const next = opened(entryOf(directory, own, step), O_DIRECTORY, file);
    closeSync(directory);
    directory = next;
  }
  const inFolder = path.dirname(real);
  const entry = (one: string) => entryOf(directory, inFolder, one);
  const descriptor = opened(entry(name), O_NONBLOCK, file);
  // Closed before SQLite locks the file: closing a descriptor later would release those locks (POSIX).
  const { dev, ino } = fstatSync(descriptor, { bigint: true });
  const isFile = fstatSync(descriptor).isFile();
  closeSync(descriptor);
  if (!isFile) throw missing(file);
  return { folder: realFolder(directory, inFolder), name, device: dev, inode: ino, entry };
}

const DESCRIPTORS = '/proc/self/fd';
const HAS_PROC = isFolder(DESCRIPTORS);

/** Where there is no /proc, a path: its folders were checked, but could be exchanged after that. */
function entryOf(directory: number, folder: string, name: string): string {
  return HAS_PROC ? `${DESCRIPTORS}/${directory}/${name}` : path.join(folder, name);
}

function realFolder(directory: number, folder: string): string {
  return HAS_PROC ? readlinkSync(`${DESCRIPTORS}/${directory}`) : folder;
}

function opened(place: string, flags: number, file: string): number {
  try {
    return openSync(place, O_RDONLY | O_NOFOLLOW | flags);
  } catch (error) {
    const { code } = error as { code?: string };
    // A link where there was none a moment ago; ENOTDIR: in place of a folder.
    if (code === 'ELOOP' || code === 'ENOTDIR' || code === 'EMLINK') throw outside(file);
    throw missing(file);
  }
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isWithin(folder: string, file: string): boolean {
  return file.startsWith(folder + path.sep);
}

function resolved(place: string, file: string): string {
  try {
    return realpathSync(place);
  } catch {
    throw missing(file);
  }
}

function missing(file: string): SyncError {
  const message = `There is no file ${file} in the tenant's sync folder`;
  return new SyncError('SYNC_FILE_MISSING', message, { path: file });
}

function outside(file: string): SyncError {
  const message = `${file} is outside the tenant's sync folder`;
  return new SyncError('SYNC_PATH_OUTSIDE', message, { path: file });
}
