import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { SyncError, type SyncFailure } from './errors';

export type Connection = InstanceType<typeof Database>;

const BUSY_TIMEOUT_MS = 10_000;
const COMMIT_TIMEOUT_MS = 1_000;
/** Short: a program that writes all the time leaves its file unlocked only for moments. */
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
 * An SQLite file that belongs to another program. Statements are short. While the other program locks the file, waiting
 * happens outside SQLite, so that it blocks neither that program nor other work in this process.
 */
export class ExternalFile {
  private constructor(
    private readonly connection: Connection,
    private readonly onBusy: () => void,
  ) {}

  /**
   * Opens an existing file for reading, or for reading and writing; never creates one. `onBusy` is called at each failed
   * attempt to lock it. Throws SyncError.
   */
  static open(file: string, mode: 'ro' | 'rw', onBusy: () => void = () => undefined): ExternalFile {
    try {
      const connection = new Database(`${pathToFileURL(file).href}?mode=${mode}`, { timeout: 0 });
      // A view or trigger of the file must not reach what lies outside of it.
      connection.exec('pragma trusted_schema = off');
      return new ExternalFile(connection, onBusy);
    } catch {
      // The library gives no reason.
      throw new SyncError('SYNC_FILE_MISSING', 'The file cannot be opened');
    }
  }

  close(): void {
    this.connection.close();
  }

  /**
   * Runs `work`, which only reads, and retries it while the file is busy; any other SQLite error becomes a
   * SyncError. All of `work` reads under one lock, taken first: the library leaves a statement open when it meets a busy
   * file, and an open statement would keep the lock and block the other program.
   */
  read<Result>(work: (connection: Connection) => Result): Promise<Result> {
    return retryWhileBusy(BUSY_TIMEOUT_MS, this.onBusy, () =>
      this.within('begin; select 1 from sqlite_schema limit 1', () => work(this.connection)),
    );
  }

  /** As `read`, in a transaction that may write. */
  write<Result>(work: (connection: Connection) => Result): Promise<Result> {
    return retryWhileBusy(BUSY_TIMEOUT_MS, this.onBusy, () =>
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
      // No new reader can start while a commit is pending: wait for the last readers, but not for long.
      await retryWhileBusy(COMMIT_TIMEOUT_MS, this.onBusy, () => connection.exec('commit'));
      return result;
    } finally {
      if (connection.inTransaction) connection.exec('rollback');
    }
  }
}

async function retryWhileBusy<Result>(
  milliseconds: number,
  onBusy: () => void,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  const end = Date.now() + milliseconds;
  for (let pause = 2; ; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      const known = error instanceof SyncError ? error : asSyncError(error);
      if (known?.failure !== 'SYNC_FILE_BUSY' || Date.now() > end) throw known ?? error;
      onBusy();
      await sleep(pause * (0.5 + Math.random()));
    }
  }
}

/** The primary code of an SQLite error: SQLITE_BUSY for SQLITE_BUSY_SNAPSHOT. */
export function sqliteCode(error: unknown): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? /^SQLITE_[A-Z]+/.exec(code)?.[0] : undefined;
}

function asSyncError(error: unknown): SyncError | undefined {
  const code = sqliteCode(error);
  if (code === undefined) return undefined;
  const { message } = error as Error;
  // Its tables changed meanwhile, or cannot be read or written.
  const [failure, reason] = FAILURES[code] ?? [
    /^cannot modify|may not be modified/.test(message) ? 'SYNC_FILE_READ_ONLY' : 'SYNC_FILE_BROKEN',
    `SQLite reports: ${message}`,
  ];
  return new SyncError(failure, reason);
}
