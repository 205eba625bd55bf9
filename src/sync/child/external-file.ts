import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { SyncError, type SyncFailure } from '../errors';
import { checkDescriptors, openDescriptors } from './descriptors';
import type { SourceFile } from './source-path';

export type Connection = DatabaseSyncInstance;

const BUSY_TIMEOUT_MS = 10_000;
const COMMIT_TIMEOUT_MS = 1_000;
/** Short: a program that writes all the time leaves its file unlocked only for moments. */
const MAX_PAUSE_MS = 50;

/** By how many pages one transaction may let the file grow. */
const MAX_GROWTH_PAGES = 10_000;

/** What a file of others may ask of SQLite. */
const LIMITS = { length: 32_000_000, attach: 0, triggerDepth: 100, functionArg: 127 };

/** SQLite's primary result codes. */
const CODES = {
  ...{ ERROR: 1, BUSY: 5, LOCKED: 6, NOMEM: 7, READONLY: 8, IOERR: 10, CORRUPT: 11 },
  ...{ CANTOPEN: 14, TOOBIG: 18, CONSTRAINT: 19, NOTADB: 26 },
} as const;

const BY_TEXT = new Map<string, number>([
  ['database is locked', CODES.BUSY],
  ['database table is locked', CODES.LOCKED],
  ['attempt to write a readonly database', CODES.READONLY],
  ['disk I/O error', CODES.IOERR],
  ['database disk image is malformed', CODES.CORRUPT],
  ['unable to open database file', CODES.CANTOPEN],
  ['file is not a database', CODES.NOTADB],
]);

const FAILURES = new Map<number, [SyncFailure, string]>([
  [CODES.NOTADB, ['SYNC_FILE_BROKEN', 'The file is not an SQLite database']],
  [CODES.CORRUPT, ['SYNC_FILE_BROKEN', 'The file is damaged or cut off']],
  [CODES.IOERR, ['SYNC_FILE_BROKEN', 'The file cannot be read']],
  [CODES.CANTOPEN, ['SYNC_FILE_MISSING', 'The file cannot be opened']],
  [CODES.READONLY, ['SYNC_FILE_READ_ONLY', 'The file may not be written']],
  [CODES.BUSY, ['SYNC_FILE_BUSY', 'Another program kept the file locked']],
  [CODES.LOCKED, ['SYNC_FILE_BUSY', 'Another program kept the file locked']],
]);

/** Called at certain points of an attempt to lock the file. */
export interface Hooks {
  /** After each attempt that met a lock of another program. */
  readonly onBusy?: () => void;
  /** After the lock was taken; what it throws ends the attempt. */
  readonly onLocked?: () => void;
}

/**
 * An SQLite file that belongs to another program. Statements are short. While the other program locks the file, waiting
 * happens outside SQLite, so that it blocks neither that program nor other work in this process.
 */
export class ExternalFile {
  private constructor(
    private readonly connection: Connection,
    private readonly check: () => void,
    private readonly hooks: Hooks,
  ) {}

  /** Opens an existing file for reading, or for reading and writing; never creates one. Throws SyncError. */
  static open(file: SourceFile, mode: 'ro' | 'rw', hooks: Hooks = {}): ExternalFile {
    const before = openDescriptors();
    const url = `${pathToFileURL(path.join(file.folder, file.name)).href}?mode=${mode}`;
    let connection: Connection | undefined;
    try {
      connection = new DatabaseSync(url, {
        ...{ readOnly: mode === 'ro', timeout: 0, limits: LIMITS, defensive: true },
        ...{ readBigInts: true, returnArrays: true, allowExtension: false },
        enableForeignKeyConstraints: false, // as in most programs; it is their file
      });
      checkDescriptors(file, before);
      // A view or trigger of the file must not call functions that reach beyond it.
      connection.exec('pragma trusted_schema = off; pragma cell_size_check = on');
      return new ExternalFile(connection, () => checkDescriptors(file, before), hooks);
    } catch (error) {
      connection?.close();
      throw asSyncError(error) ?? error;
    }
  }

  close(): void {
    this.connection.close();
  }

  /**
   * Runs `work`, which only reads, and retries it while the file is busy; any other SQLite error becomes a SyncError. All
   * of `work` reads under one lock, taken first.
   */
  read<Result>(work: (connection: Connection) => Result): Promise<Result> {
    return this.whenFree(BUSY_TIMEOUT_MS, () =>
      this.within('begin; select 1 from sqlite_schema limit 1', () => work(this.connection)),
    );
  }

  /** As `read`, in a transaction that may write. */
  write<Result>(work: (connection: Connection) => Result): Promise<Result> {
    return this.whenFree(BUSY_TIMEOUT_MS, () =>
      this.within('begin immediate', () => {
        this.limitGrowth();
        const result = work(this.connection);
        this.check(); // the rollback journal was created by now
        return result;
      }),
    );
  }

  /** A trigger of the file must not fill the disk. */
  private limitGrowth(): void {
    const [[pages]] = this.connection.prepare('pragma page_count').all() as [[bigint]];
    this.connection.exec(`pragma max_page_count = ${Number(pages) + MAX_GROWTH_PAGES}`);
  }

  private async within<Result>(begin: string, work: () => Result): Promise<Result> {
    const { connection } = this;
    try {
      connection.exec(begin);
      this.check();
      this.hooks.onLocked?.();
      const result = work();
      // No new reader can start while a commit is pending: wait for the last readers, but not for long.
      await this.whenFree(COMMIT_TIMEOUT_MS, () => connection.exec('commit'));
      return result;
    } finally {
      if (connection.isTransaction) connection.exec('rollback');
    }
  }

  private async whenFree<Result>(
    milliseconds: number,
    work: () => Result | Promise<Result>,
  ): Promise<Result> {
    const end = Date.now() + milliseconds;
    for (let pause = 2; ; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
      try {
        return await work();
      } catch (error) {
        const known = asSyncError(error);
        if (known?.failure !== 'SYNC_FILE_BUSY' || Date.now() > end) throw known ?? error;
        this.hooks.onBusy?.();
        await sleep(pause * (0.5 + Math.random()));
      }
    }
  }
}

/** Whether an error is SQLite's, with that primary result code. */
export function isSqliteError(error: unknown, name: keyof typeof CODES): boolean {
  return codeOf(error) === CODES[name];
}

function codeOf(error: unknown): number | undefined {
  const { code, errcode, message } = error as { code?: string; errcode?: number; message?: string };
  if (code !== 'ERR_SQLITE_ERROR') return undefined;
  // Some calls of the driver give no number, and SQLite's text for it alone.
  return errcode === undefined ? (BY_TEXT.get(message ?? '') ?? CODES.ERROR) : errcode & 0xff;
}

function asSyncError(error: unknown): SyncError | undefined {
  if (error instanceof SyncError) return error;
  const code = codeOf(error);
  if (code === undefined) return undefined;
  const { message } = error as Error;
  // Its tables changed meanwhile, or cannot be read or written.
  const [failure, reason] = FAILURES.get(code) ?? [
    /^cannot modify|may not be modified/.test(message) ? 'SYNC_FILE_READ_ONLY' : 'SYNC_FILE_BROKEN',
    `SQLite reports: ${message}`,
  ];
  return new SyncError(failure, reason);
}
