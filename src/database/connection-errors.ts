/** The fields of an error of node-postgres or of the network that are read here. */
interface ConnectionError {
  readonly code?: string;
  readonly message?: string;
  readonly severity?: string;
  readonly syscall?: string;
}

/** No server answers at the address, its name cannot be resolved, or the connection broke. */
const NETWORK = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN'],
]);
/** Errors of node-postgres that have a message and no code. */
const WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout|Cannot use a pool after calling end)/;
/** Connection lost or refused (08); server shut down, crashed or starting (57P0); idle in transaction (25P03, 25P04); completion unknown (40003). */
const SESSION_ENDED = /^(08|57P0|25P0[34]|40003)/;
/** Out of connections, memory or disk (53), or a standby, which accepts no writes (25006). */
const NOT_NOW = /^(53|25006)/;
/** A coordinator (Citus) reached another node, which refused the login: to wait does not help. */
const NODE_REFUSED = /^connection to the remote node .*FATAL: +(role|password|database|no pg_hba)/s;
const ENDS_SESSION = new Set(['FATAL', 'PANIC']);

/** The connection was lost after a write had been sent: the write may or may not have been done. */
export class OutcomeUnknown extends Error {
  constructor(override readonly cause: unknown) {
    super('The connection was lost before the database answered', { cause });
  }
}

/** Whether an error ended its session too: then the statement may or may not have been done. */
export function isSessionLost(error: unknown): boolean {
  return isGone(error) || ENDS_SESSION.has((error as ConnectionError | undefined)?.severity ?? '');
}

/** Whether the database is unavailable and a later attempt may succeed. A refused login is not such an error. */
export function isDatabaseAway(error: unknown): boolean {
  const { code = '' } = (error ?? {}) as ConnectionError;
  return error instanceof OutcomeUnknown || isGone(error) || NOT_NOW.test(code);
}

function isGone(error: unknown): boolean {
  const { code = '', message = '', syscall } = (error ?? {}) as ConnectionError;
  if (NODE_REFUSED.test(message)) return false;
  return (
    SESSION_ENDED.test(code) ||
    NETWORK.has(code) ||
    (code === 'ENOENT' && syscall === 'connect') || // a Unix socket that is not there
    WORDS.test(message)
  );
}
