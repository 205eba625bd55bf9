import { dirname } from 'node:path';
import { ConfigError } from '../config';
import { DatabaseUnusable } from '../lifecycle/wait';
import { EmbeddedUnusable } from '../postgres/embedded-unusable';
import { CommandError } from './command-error';

interface SystemError {
  readonly code?: string;
  readonly syscall?: string;
  readonly path?: string;
  readonly address?: string;
  readonly port?: number;
}

/** What the operating system refused, by its code. */
export const REFUSED: Record<string, string> = {
  ...{ EACCES: 'permission denied', EPERM: 'permission denied', EROFS: 'read-only file system' },
  ...{ ENOSPC: 'no space left on the disk', EDQUOT: 'the disk quota is used up' },
  ...{ ENOTDIR: 'it is not a folder', EEXIST: 'it is not a folder', EISDIR: 'it is a folder' },
};

/** What a full disk says in the log of the embedded PostgreSQL, and a folder that it may not use. */
const IN_LOG =
  /No space left on device|Disk quota exceeded|Permission denied|Read-only file system/;

/** A failure in a sentence with the way out, for whoever ran the command. */
export function sentenceOf(error: unknown): string {
  const known = [CommandError, ConfigError, DatabaseUnusable, EmbeddedUnusable].some(
    (kind) => error instanceof kind,
  );
  const { message } = error as Error;
  if (known) return message;
  const refused = refusedFile(error);
  if (refused) return `${refused}: give a path that this user may write`;
  // PostgreSQL's own hint is left out: it may advise to switch a guard off.
  return `Unexpected failure: ${message} (LOG_LEVEL=debug prints where)`;
}

/** Why a file that was named cannot be written, with the way out; other errors as they are. */
export function writeFailure(file: string, error: unknown): unknown {
  const { code = '', syscall } = error as SystemError;
  if (!code || syscall === undefined) return error;
  const folder = dirname(file);
  const reasons: Record<string, string> = {
    ENOENT: `There is no folder ${folder} to write ${file} in: make it, or name another file`,
    ENOTDIR: `${folder} is not a folder, so ${file} cannot be written in it: name another file`,
    EISDIR: `${file} is a folder: name a file`,
  };
  const refused = `${file} cannot be written (${REFUSED[code] ?? code}): name a file that this user may write`;
  return new CommandError(reasons[code] ?? refused, { cause: error });
}

/** Why the embedded server could not be opened in its folder; other errors as they are. */
export function embeddedFailure(dataDir: string, error: unknown): unknown {
  const elsewhere = `set BINCARD_DATA_DIR to a folder that this user may write, or DATABASE_URL to a PostgreSQL of your own`;
  const [, atPath] = /: ([^:]*)$/.exec(refusedFile(error) ?? '') ?? [];
  const refused = atPath ?? IN_LOG.exec((error as Error).message)?.[0];
  if (!refused) return error;
  return new CommandError(
    /space|quota/i.test(refused)
      ? `The disk of the data folder ${dataDir} is full: make room, or set BINCARD_DATA_DIR to a folder on another disk`
      : `The data folder ${dataDir} cannot be used (${refused}): ${elsewhere}`,
    { cause: error },
  );
}

/** Why a server cannot listen; other errors as they are. */
export function listenFailure(error: unknown, setting = 'PORT'): unknown {
  const { code = '', syscall, address, port } = error as SystemError;
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return error;
  const reasons: Record<string, string> = {
    EADDRINUSE: `${address}:${port} is taken: set ${setting} to another number`,
    EACCES: `Port ${port} needs a right that this user has not: set ${setting} to 1024 or more, and let a proxy serve ${port}`,
    EADDRNOTAVAIL: `${address} is no address of this machine: set HOST to one that is`,
    ENOTFOUND: 'HOST is no address or name of this machine: set HOST to one that is',
  };
  const reason = reasons[code];
  return reason === undefined ? error : new CommandError(reason, { cause: error });
}

function refusedFile(error: unknown): string | undefined {
  const { code = '', syscall, path } = error as SystemError;
  // A folder that is there and takes no other, as /proc.
  const reason =
    code === 'ENOENT' && syscall === 'mkdir' ? 'no folder can be made there' : REFUSED[code];
  if (reason === undefined || syscall === undefined || syscall === 'listen') return undefined;
  return path === undefined ? reason : `${path}: ${reason}`;
}

/**
 * A reader that has seen enough (`bincard ... | head`) is no failure, and the command goes on to its end: it may have a
 * database to stop. Whatever else keeps standard output from being written is one.
 */
export function watchOutput(streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      const reason = REFUSED[error.code ?? ''] ?? error.message;
      process.stderr.write(`bincard: The output cannot be written: ${reason}\n`);
      process.once('exit', () => (process.exitCode = 2));
    });
  }
}
