import { Pool, types, type ClientBase, type CustomTypesConfig, type PoolConfig } from 'pg';
import { learnDistribution } from './distributed/distribution';
import { HostsPool, hostsOf } from './hosts';

const INT8 = 20;
const DATE = 1082;

function exactly(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

// bigint: the database holds every quantity far below 2^53, so a number is exact. A sum may be more: it stays a text, which
// the API refuses to show instead of rounding it.
// date: 'YYYY-MM-DD' as it stands; a Date would shift it by the server's own time zone.
const parsers: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): unknown => {
    if (format !== 'binary' && oid === INT8) return exactly;
    if (format !== 'binary' && oid === DATE) return (value: string) => value;
    return types.getTypeParser(oid, format);
  }) as CustomTypesConfig['getTypeParser'],
};

/** How long connecting may take. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** A machine that disappears sends no packet; with keep-alive its connections fail after about 20 seconds. */
export const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/**
 * A pool whose sessions start with `role`, and return to it on RESET ROLE; without one they keep the login's role. A URL of
 * several hosts leads to the one that is meant, also after a fail-over; `wants` as target_session_attrs, if it says nothing.
 */
export function createPool(
  url: string,
  role: 'bincard_app' | 'bincard_owner' | (string & {}) | undefined,
  { wants, ...options }: PoolConfig & { wants?: string } = {},
): Pool {
  const hosts = hostsOf(url, wants);
  const config: PoolConfig = {
    ...(role === undefined ? {} : { options: `-c role=${role}` }),
    types: parsers,
    // Long, so that prepared statements and their plans are kept under load.
    idleTimeoutMillis: 10 * 60 * 1000,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...KEEP_ALIVE,
    ...options,
  };
  // node-postgres waits for what it returns, before it gives the connection to anybody.
  const learn: (client: ClientBase) => unknown = (client) => learnDistribution(pool, client);
  config.onConnect = learn;
  const isPlain = hosts.urls.length === 1 && hosts.wants === 'any';
  const pool: Pool = isPlain
    ? new Pool({ connectionString: hosts.urls[0]!, ...config })
    : new HostsPool(hosts, config);
  // When the server ends idle clients, the pool removes them, and the next query reports the error.
  pool.on('error', () => undefined);
  // A client in use has no listener of its own: an error between two statements of a transaction would end the
  // process. Its next statement fails and reports the error.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
