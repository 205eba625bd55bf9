import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { SyncError, type SyncFailure } from './errors';

export type Connection = InstanceType<typeof Database>;

const PATIENCE_MS = 10_000;
const COMMIT_PATIENCE_MS = 1_000;
/** Short: a program that writes all the time leaves its file alone for moments only. */
const MAX_PAUSE_MS = 50;

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

  /**
   * Runs `work`, which only reads, again and again while the file is busy; any other error of SQLite becomes a
   * SyncError. All of `work` reads under one lock, which is taken first: the library leaves a statement open that met
   * a busy file, and beside an open one the next keeps its lock when it is done, and the file's own program out.
   */
  read<Result>(work: (connection: Connection) => Result): Promise<Result> {
    return patiently(PATIENCE_MS, () =>
      this.within('begin; select 1 from sqlite_schema limit 1', () => work(this.connection)),
    );
  }

  /** As `read`, in a transaction that may write. */
  write<Result>(work: (connection: Connection) => Result): Promise<Result> {
    return patiently(PATIENCE_MS, () =>
      this.within('begin immediate', () => work(this.connection)),
    );
  }

  /** The rows of a statement that reads. */
  all(sql: string, parameters: unknown[] = []): Promise<unknown[][]> {
    return this.read((connection) => {
      const statement = connection.prepare(sql).raw().safeIntegers();
      return statement.all(...parameters) as unknown[][];
    });
  }

  private async within<Result>(begin: string, work: () => Result): Promise<Result> {
    const { connection } = this;
    try {
      connection.exec(begin);
      const result = work();
      // Nobody begins to read while a commit is tried: the last readers are waited for, but not for long.
      await patiently(COMMIT_PATIENCE_MS, () => connection.exec('commit'));
      return result;
    } finally {
      if (connection.inTransaction) connection.exec('rollback');
    }
  }
}

async function patiently<Result>(
  milliseconds: number,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  const end = Date.now() + milliseconds;
  for (let pause = 2; ; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      const known = error instanceof SyncError ? error : asSyncError(error);
      if (known?.failure !== 'SYNC_FILE_BUSY' || Date.now() > end) throw known ?? error;
      await sleep(pause * (0.5 + Math.random()));
    }
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
