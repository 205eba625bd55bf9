import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { SyncError } from '../errors';
import type { SourceFile } from './source-path';
import { schemaVersion, type Connection } from './sqlite-connection';
import { isSqliteError } from './sqlite-errors';

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

function superJournal(name: string): SyncError {
  const message = `The journal of ${name} names another file, which rolling it back would delete`;
  return new SyncError('SYNC_FILE_BROKEN', message);
}

/**
 * SQLite rolls a journal back that it finds beside the file, for which it needs the file for itself: it cannot while the
 * guard reads. So only a journal that was looked at is rolled back: one that a program left which died while it wrote.
 */
export function holdOffRollback(file: SourceFile, connection: Connection, guard: Connection): void {
  guard.exec('begin');
  try {
    schemaVersion(guard);
  } catch (error) {
    if (!isSqliteError(error, 'READONLY')) throw error;
    if (namesSuperJournal(file)) throw superJournal(file.name);
    schemaVersion(connection);
    schemaVersion(guard);
  }
}
