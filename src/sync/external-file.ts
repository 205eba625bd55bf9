import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { SyncError, type SyncFailure } from './errors';

export type Connection = InstanceType<typeof Database>;

const PATIENCE_MS = 10_000;

const FAILURES: Record<string, [SyncFailure, string]> = {
  SQLITE_NOTADB: ['SYNC_FILE_BROKEN', 'The file is not an SQLite database'],
  SQLITE_CORRUPT: ['SYNC_FILE_BROKEN', 'The file is damaged or cut off'],
  SQLITE_IOERR: ['SYNC_FILE_BROKEN', 'The file cannot be read'],
  SQLITE_CANTOPEN: ['SYNC_FILE_MISSING', 'The file cannot be opened'],
  SQLITE_READONLY: ['SYNC_FILE_READ_ONLY', 'The file may not be written'],
  SQLITE_BUSY: ['SYNC_FILE_BUSY', 'Another program kept the file locked'],
  SQLITE_LOCKED: ['SYNC_FILE_BUSY', 'Another program kept the file locked'],
};

/**
 * Somebody else's SQLite file. Every statement is a short one, and while another program holds the file it waits
 * outside of SQLite, so that neither that program nor this one's other work stands still.
 */
export class ExternalFile {
  private constructor(private readonly connection: Connection) {}

  /** Opens it for reading alone, or for writing too; never makes it. Throws SyncError. */
  static open(file: string, mode: 'ro' | 'rw'): ExternalFile {
    try {
      return new ExternalFile(
        new Database(`${pathToFileURL(file).href}?mode=${mode}`, { timeout: 0 }),
      );
    } catch {
      // The library says no more than that it failed.
      throw new SyncError('SYNC_FILE_MISSING', 'The file cannot be opened');
    }
  }

  close(): void {
    this.connection.close();
  }

  /** Runs `work`, again and again while the file is busy; any other error of SQLite becomes a SyncError. */
  async use<Result>(work: (connection: Connection) => Result): Promise<Result> {
    const end = Date.now() + PATIENCE_MS;
    for (let pause = 5; ; pause = Math.min(pause * 2, 200)) {
      try {
        return work(this.connection);
      } catch (error) {
        const known = asSyncError(error);
        if (known?.failure !== 'SYNC_FILE_BUSY' || Date.now() > end) throw known ?? error;
        await sleep(pause * (0.5 + Math.random()));
      }
    }
  }

  /** As `use`, in a transaction that may write. */
  write<Result>(work: (connection: Connection) => Result): Promise<Result> {
    return this.use((connection) => {
      connection.exec('begin immediate');
      try {
        const result = work(connection);
        connection.exec('commit');
        return result;
      } catch (error) {
        if (connection.inTransaction) connection.exec('rollback');
        throw error;
      }
    });
  }
}

function asSyncError(error: unknown): SyncError | undefined {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return undefined;
  // SQLite's longer codes begin with the shorter: SQLITE_BUSY_SNAPSHOT.
  const known = FAILURES[/^SQLITE_[A-Z]+/.exec(code)?.[0] ?? ''];
  return known && new SyncError(...known);
}
