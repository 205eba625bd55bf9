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
      const connection = new Database(`${pathToFileURL(file).href}?mode=${mode}`, { timeout: 0 });
      // A view or trigger of the file must not reach what lies outside of it.
      connection.exec('pragma trusted_schema = off');
      return new ExternalFile(connection);
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

/** The code of an error of SQLite; its longer codes begin with the shorter: SQLITE_BUSY_SNAPSHOT. */
export function sqliteCode(error: unknown): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? /^SQLITE_[A-Z]+/.exec(code)?.[0] : undefined;
}

function asSyncError(error: unknown): SyncError | undefined {
  const code = sqliteCode(error);
  if (code === undefined) return undefined;
  const { message } = error as Error;
  // Its tables changed meanwhile, or are none that can be read or written.
  const [failure, words] = FAILURES[code] ?? [
    /^cannot modify|may not be modified/.test(message) ? 'SYNC_FILE_READ_ONLY' : 'SYNC_FILE_BROKEN',
    `SQLite says: ${message}`,
  ];
  return new SyncError(failure, words);
}
