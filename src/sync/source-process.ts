import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../database/sql-files';
import type { AnswerMessage, RequestName, Requests } from './child/protocol';
import { SyncError } from './errors';

/** Limits of a source's process; it is killed when it exceeds one. */
export interface SourceLimits {
  /** Of one request: a page, a count, a transaction. */
  readonly deadlineMs: number;
  /** Resident memory. */
  readonly memoryMb: number;
}

export const SOURCE_LIMITS: SourceLimits = { deadlineMs: 30_000, memoryMb: 512 };

const MAIN = path.join(packageRoot, 'dist/src/sync/child/main.js');
/** The heap of JavaScript; memory of SQLite and buffers is added to it. */
const HEAP_MB = 256;
/** Between two measurements of memory. */
const WATCH_MS = 50;
/** Added to the first request: on a busy machine, a process takes a while to start. */
const START_MS = 10_000;
/** After an abort, the present request has this long to end by itself. */
const GRACE_MS = 2_000;
/** Lower than the server's: a source that keeps a processor busy must not slow the server down. */
const PRIORITY = 3;

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * A process that reads and writes one external file, so that a hostile file cannot harm the server: a request that takes
 * too long or too much memory, or a crash, becomes a SyncError.
 */
export class SourceProcess {
  private readonly child: ChildProcess;
  private readonly pending = new Map<number, Pending>();
  private readonly watch: NodeJS.Timeout;
  private readonly ended: Promise<void>;
  private requests = 0;
  /** Why it was killed. */
  private cause: SyncError | undefined;

  constructor(
    private readonly limits: SourceLimits = SOURCE_LIMITS,
    private readonly signal?: AbortSignal,
  ) {
    this.child = fork(MAIN, [], {
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      // No settings and no secrets, in case a hostile file gains control of this process.
      env: { TMPDIR: os.tmpdir() },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.ended = new Promise((resolve) => {
      this.child.once('close', () => resolve());
      this.child.once('error', () => resolve());
    });
    void this.ended.then(() => this.fail(crashed('The process of the file ended unexpectedly')));
    this.child.on('message', (message: AnswerMessage) => this.settle(message));
    this.child.on('error', () => undefined);
    this.lowerPriority();
    this.watch = setInterval(() => void this.checkMemory(), WATCH_MS);
    this.watch.unref();
    // An event reports only a later abort.
    if (this.signal?.aborted) this.kill(interrupted());
    else this.signal?.addEventListener('abort', this.onAbort, { once: true });
  }

  /** Sends a request. Throws SyncError: the file's failure, SYNC_SOURCE_TIMEOUT or SYNC_SOURCE_CRASHED. */
  request<Name extends RequestName>(
    name: Name,
    ...[input]: Parameters<Requests[Name]>
  ): Promise<ReturnType<Requests[Name]>> {
    if (this.cause) return Promise.reject(this.cause);
    const id = ++this.requests;
    const deadlineMs = this.limits.deadlineMs + (id === 1 ? START_MS : 0);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const message = `The file was not read or written within ${deadlineMs / 1000} seconds`;
        this.kill(new SyncError('SYNC_SOURCE_TIMEOUT', message));
      }, deadlineMs);
      this.pending.set(id, { resolve: resolve as Pending['resolve'], reject, timer });
      this.child.send({ id, name, input: input ?? null }, (error) => {
        if (error) this.kill(crashed('The process of the file ended unexpectedly'));
      });
    });
  }

  /** Closes the file and ends the process; resolves when the process has ended. */
  async stop(): Promise<void> {
    // Closed, not only killed: in WAL mode, the last connection to close writes the log back into the file.
    if (this.pending.size === 0) await this.request('close').catch(() => undefined);
    this.kill(new SyncError('SYNC_INTERRUPTED', 'The file was closed'));
    await this.ended;
  }

  private settle(message: AnswerMessage): void {
    const pending = this.pending.get(message.id);
    if (!pending) return;
    this.pending.delete(message.id);
    clearTimeout(pending.timer);
    if ('result' in message) pending.resolve(message.result);
    else if ('failure' in message) {
      pending.reject(new SyncError(message.failure, message.message, message.details));
    } else pending.reject(new Error(`The process of an external file failed: ${message.defect}`));
  }

  private kill(cause: SyncError): void {
    this.fail(cause);
    this.child.kill('SIGKILL');
  }

  private fail(cause: SyncError): void {
    this.cause ??= cause;
    clearInterval(this.watch);
    this.signal?.removeEventListener('abort', this.onAbort);
    for (const { reject, timer } of this.pending.values()) {
      clearTimeout(timer);
      reject(this.cause);
    }
    this.pending.clear();
  }

  private readonly onAbort = (): void => {
    setTimeout(() => this.kill(interrupted()), GRACE_MS).unref();
  };

  private lowerPriority(): void {
    try {
      os.setPriority(this.child.pid!, PRIORITY);
    } catch {
      // The process did not start or has ended; its `close` or `error` event reports that.
    }
  }

  /** Without /proc (not on Linux), only the limits of JavaScript's heap and of SQLite apply. */
  private async checkMemory(): Promise<void> {
    const pages = await readFile(`/proc/${this.child.pid}/statm`, 'utf8').catch(() => '');
    const megabytes = (Number(pages.split(' ')[1] ?? 0) * 4096) / 2 ** 20;
    if (megabytes <= this.limits.memoryMb) return;
    this.kill(crashed(`The file needed more than ${this.limits.memoryMb} MB of memory`));
  }
}

function interrupted(): SyncError {
  return new SyncError('SYNC_INTERRUPTED', 'The run was stopped; run it again to continue');
}

function crashed(message: string): SyncError {
  return new SyncError('SYNC_SOURCE_CRASHED', message);
}
