/** What node-postgres throws, or the network below it; only what is read here. */
interface ConnectionError {
  readonly code?: string;
  readonly message?: string;
  readonly severity?: string;
  readonly syscall?: string;
}

/** Nobody answers at the address, its name is not known, or the line broke. */
const NETWORK = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN'],
]);
/** node-postgres says these in words only. */
const WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout|Cannot use a pool after calling end)/;
/** Lost or refused (08); shut down, crashed, starting, dropped, idle (57P0.); idle in transaction; nobody knows. */
const SESSION_ENDED = /^(08|57P0|25P0[34]|40003)/;
/** No connection, memory or disk left (53), or a standby, which takes no writes. */
const NOT_NOW = /^(53|25006)/;
const ENDS_SESSION = new Set(['FATAL', 'PANIC']);

/** A write was sent and the connection lost before its answer: it may have been done, or not. */
export class OutcomeUnknown extends Error {
  constructor(override readonly cause: unknown) {
    super('The connection was lost before the database answered', { cause });
  }
}

/** Whether an error that ended a statement ended its session too: the statement may have been done. */
export function isSessionLost(error: unknown): boolean {
  return isGone(error) || ENDS_SESSION.has((error as ConnectionError | undefined)?.severity ?? '');
}

/** Whether an error says that the database cannot work now, and may later. A refused login is none. */
export function isDatabaseAway(error: unknown): boolean {
  const { code = '' } = (error ?? {}) as ConnectionError;
  return error instanceof OutcomeUnknown || isGone(error) || NOT_NOW.test(code);
}

function isGone(error: unknown): boolean {
  const { code = '', message = '', syscall } = (error ?? {}) as ConnectionError;
  return (
    SESSION_ENDED.test(code) ||
    NETWORK.has(code) ||
    (code === 'ENOENT' && syscall === 'connect') || // a Unix socket that is not there
    WORDS.test(message)
  );
}
