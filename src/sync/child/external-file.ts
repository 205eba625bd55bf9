import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { backup } from '@photostructure/sqlite';
import { SyncError } from '../errors';
import { checkDescriptors, openDescriptors } from './descriptors';
import type { SourceFile } from './source-path';
import { connect, schemaVersion, type Connection } from './sqlite-connection';
import { asSyncError } from './sqlite-errors';
import { holdOffRollback, namesSuperJournal } from './super-journal';
import { whenFree } from './when-free';

const BUSY_TIMEOUT_MS = 10_000;
const COMMIT_TIMEOUT_MS = 1_000;

/** The pages that one transaction may add to the file. */
const MAX_GROWTH_PAGES = 10_000;

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
    return whenFree(BUSY_TIMEOUT_MS, this.hooks.onBusy, () =>
      this.within('begin', () => work(this.connection)),
    );
  }

  /** Copies the file as it is at one moment, while other programs may write it. Fails where a live run could not write. */
  async copyTo(place: string): Promise<void> {
    this.check();
    try {
      accessSync(path.join(this.file.folder, this.file.name), constants.W_OK);
    } catch {
      throw new SyncError('SYNC_FILE_READ_ONLY', 'The file may not be written');
    }
    await whenFree(BUSY_TIMEOUT_MS, this.hooks.onBusy, () => backup(this.connection, place));
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
    const written = await whenFree(BUSY_TIMEOUT_MS, this.hooks.onBusy, () =>
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
      await whenFree(COMMIT_TIMEOUT_MS, this.hooks.onBusy, () => connection.exec('commit'));
      return result;
    } finally {
      if (connection.isTransaction) this.rollBack();
    }
  }

  /** Begins a transaction, takes its lock, and returns the schema's version. */
  private begin(begin: string): unknown {
    const { connection, guard } = this;
    try {
      if (guard) holdOffRollback(this.file, connection, guard);
      connection.exec(begin);
      return schemaVersion(connection);
    } finally {
      if (guard?.isTransaction) guard.exec('rollback');
    }
  }

  private rollBack(): void {
    // Somebody else has written to the journal. Without SIGKILL the driver would close the file, which rolls it back, too.
    if (this.guard && namesSuperJournal(this.file)) process.kill(process.pid, 'SIGKILL');
    this.connection.exec('rollback');
  }
}
