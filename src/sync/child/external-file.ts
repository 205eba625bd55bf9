import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { backup, DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { checkDescriptors, openDescriptors } from './descriptors';
import { SyncError } from '../errors';
import type { SourceFile } from './source-path';
import { asSyncError, isSqliteError } from './sqlite-errors';
import { namesSuperJournal, superJournal } from './super-journal';

export type Connection = DatabaseSyncInstance;

const BUSY_TIMEOUT_MS = 10_000;
const COMMIT_TIMEOUT_MS = 1_000;
/** Between attempts to lock. Short, because a program that writes all the time unlocks its file only for moments. */
const MAX_PAUSE_MS = 50;

/** The pages that one transaction may add to the file. */
const MAX_GROWTH_PAGES = 10_000;

/** SQLite's limits for files of unknown origin. */
const LIMITS = { length: 32_000_000, attach: 0, triggerDepth: 100, functionArg: 127 };

/** Functions that are called during an attempt to lock the file. */
export interface Hooks {
  /** After each attempt that failed because another program holds a lock. */
  readonly onBusy?: () => void;
  /** After the lock was taken. An error that it throws ends the attempt. */
  readonly onLocked?: () => void;
}

/**
 * An SQLite file that another program uses too. Transactions are short. While the other program holds a lock, this waits
 * outside SQLite, which blocks neither that program nor other work of this process.
 */
export class ExternalFile {
  private hasWritten = false;
  private schemaVersion: unknown;
  private checkSchema: ((connection: Connection) => void) | undefined;

  private constructor(
    private readonly file: SourceFile,
    private readonly connection: Connection,
    /** Of a file that is written: a connection that only reads; see `begin`. */
    private readonly guard: Connection | undefined,
    private readonly check: () => void,
    private readonly hooks: Hooks,
  ) {}

  /** Opens an existing file for reading, or for reading and writing; never creates one. Throws SyncError. */
  static open(file: SourceFile, mode: 'ro' | 'rw', hooks: Hooks = {}): ExternalFile {
    const before = openDescriptors();
    const connections: Connection[] = [];
    try {
      const guard = mode === 'rw' ? connect(file, 'ro', connections) : undefined;
      const connection = connect(file, mode, connections);
      checkDescriptors(file, before);
      return new ExternalFile(file, connection, guard, () => checkDescriptors(file, before), hooks);
    } catch (error) {
      connections.forEach((connection) => connection.close());
      throw asSyncError(error) ?? error;
    }
  }

  /**
   * Closes the file. In WAL mode, the last connection that closes writes the log back, but only when its statements are
   * finalized, which the driver leaves to the garbage collection. So this writes the log back before it closes.
   */
  close(): void {
    this.guard?.close();
    try {
      if (this.hasWritten) this.connection.exec('pragma wal_checkpoint(truncate)');
    } catch (error) {
      if (!asSyncError(error)) throw error; // otherwise the log stays, and another connection writes it back
    } finally {
      this.connection.close();
    }
  }

  /**
   * Runs `work`, which only reads, and retries it while the file is busy; any other SQLite error becomes a SyncError. All
   * of `work` reads under one lock, taken first.
   */
  read<Result>(work: (connection: Connection) => Result): Promise<Result> {
    return this.whenFree(BUSY_TIMEOUT_MS, () => this.within('begin', () => work(this.connection)));
  }

  /** Copies the file as it is at one moment, while other programs may write it. Fails where a live run could not write. */
  async copyTo(place: string): Promise<void> {
    this.check();
    try {
      accessSync(path.join(this.file.folder, this.file.name), constants.W_OK);
    } catch {
      throw new SyncError('SYNC_FILE_READ_ONLY', 'The file may not be written');
    }
    await this.whenFree(BUSY_TIMEOUT_MS, () => backup(this.connection, place));
  }

  /**
   * Calls `check` under each lock under which the file's schema is not the one that was checked last. Another program can
   * replace a table by a view, or add one, while the file is not locked.
   */
  guardSchema(check: (connection: Connection) => void): void {
    this.checkSchema = check;
    this.schemaVersion = undefined;
  }

  /** As `read`, in a transaction that may write. */
  async write<Result>(work: (connection: Connection) => Result): Promise<Result> {
    const written = await this.whenFree(BUSY_TIMEOUT_MS, () =>
      this.within('begin immediate', () => {
        this.limitGrowth();
        const result = work(this.connection);
        this.check(); // again, because the rollback journal was created meanwhile
        return result;
      }),
    );
    this.hasWritten = true;
    return written;
  }

  /** A trigger of the file must not fill the disk. */
  private limitGrowth(): void {
    const [[pages]] = this.connection.prepare('pragma main.page_count').all() as [[bigint]];
    this.connection.exec(`pragma main.max_page_count = ${Number(pages) + MAX_GROWTH_PAGES}`);
  }

  private async within<Result>(begin: string, work: () => Result): Promise<Result> {
    const { connection } = this;
    try {
      const version = this.begin(begin);
      this.check();
      this.hooks.onLocked?.();
      if (this.checkSchema && version !== this.schemaVersion) {
        this.checkSchema(connection);
        this.schemaVersion = version;
      }
      const result = work();
      // While a commit waits for the last readers, no new one can start: do not wait long.
      await this.whenFree(COMMIT_TIMEOUT_MS, () => connection.exec('commit'));
      return result;
    } finally {
      if (connection.isTransaction) this.rollBack();
    }
  }

  /** Begins a transaction, takes its lock, and returns the schema's version. */
  private begin(begin: string): unknown {
    const { connection, guard } = this;
    try {
      if (guard) this.holdOff(guard);
      connection.exec(begin);
      return schemaVersion(connection);
    } finally {
      if (guard?.isTransaction) guard.exec('rollback');
    }
  }

  /**
   * SQLite rolls a journal back that it finds beside the file, for which it needs the file for itself: it cannot while the
   * guard reads. So only a journal that was looked at is rolled back: one that a program left which died while it wrote.
   */
  private holdOff(guard: Connection): void {
    guard.exec('begin');
    try {
      schemaVersion(guard);
    } catch (error) {
      if (!isSqliteError(error, 'READONLY')) throw error;
      if (namesSuperJournal(this.file)) throw superJournal(this.file.name);
      schemaVersion(this.connection);
      schemaVersion(guard);
    }
  }

  private rollBack(): void {
    // Somebody else has written to the journal. Without SIGKILL the driver would close the file, which rolls it back, too.
    if (this.guard && namesSuperJournal(this.file)) process.kill(process.pid, 'SIGKILL');
    this.connection.exec('rollback');
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

function connect(file: SourceFile, mode: 'ro' | 'rw', opened: Connection[]): Connection {
  const url = `${pathToFileURL(path.join(file.folder, file.name)).href}?mode=${mode}`;
  const connection = new DatabaseSync(url, {
    ...{ readOnly: mode === 'ro', timeout: 0, limits: LIMITS, defensive: true },
    ...{ readBigInts: true, returnArrays: true, allowExtension: false },
    enableForeignKeyConstraints: false, // the default of SQLite, which the file's own program is likely to use
  });
  opened.push(connection);
  // Views and triggers of the file must not call functions with side effects outside it.
  connection.exec(
    'pragma trusted_schema = off; pragma cell_size_check = on; pragma temp_store = memory',
  );
  return connection;
}

/** Takes the lock of a transaction without loading the schema. So SQLite loads it under the lock, as checkSchema reads it. */
function schemaVersion(connection: Connection): unknown {
  const [[version]] = connection.prepare('pragma main.schema_version').all() as [[bigint]];
  return version;
}
