import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { SyncError } from '../errors';
import type { SourceFile } from './source-path';

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

/** The end of a rollback journal that names a super-journal. */
const MAGIC = Buffer.from('d9d505f920a163d7', 'hex');

/**
 * Whether the file's rollback journal names a super-journal, which SQLite uses for transactions over several files. When
 * SQLite rolls such a journal back, it then deletes the file of that name, wherever it is and whatever it holds.
 */
export function namesSuperJournal(file: SourceFile): boolean {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file.entry(`${file.name}-journal`), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const end = Buffer.alloc(MAGIC.length);
    const { size } = fstatSync(descriptor);
    readSync(descriptor, end, 0, end.length, Math.max(size - end.length, 0));
    return size > end.length && end.equals(MAGIC);
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return false;
    throw superJournal(file.name); // a link, a folder, or nothing that can be read
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

export function superJournal(name: string): SyncError {
  const message = `The journal of ${name} names another file, which rolling it back would delete`;
  return new SyncError('SYNC_FILE_BROKEN', message);
}
