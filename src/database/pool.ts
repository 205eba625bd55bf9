import { Pool, types, type CustomTypesConfig, type PoolConfig } from 'pg';

const INT8 = 20;
const DATE = 1082;

// bigint: every quantity is held to 2^53 - 1 by the database, so a number is exact.
// date: 'YYYY-MM-DD' as it stands; a Date would shift it by the server's own time zone.
const parsers: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): unknown => {
    if (format !== 'binary' && oid === INT8) return Number;
    if (format !== 'binary' && oid === DATE) return (value: string) => value;
    return types.getTypeParser(oid, format);
  }) as CustomTypesConfig['getTypeParser'],
};

/** How long a connection may take to come about. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** A machine that vanishes says nothing: what waits for it hears so after about 20 seconds. */
export const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/**
 * A pool whose sessions start as `role`: one login serves both, and RESET ROLE ends there too. Without a role they
 * stay the login's.
 */
export function createPool(
  url: string,
  role: 'bincard_app' | 'bincard_owner' | (string & {}) | undefined,
  options: PoolConfig = {},
): Pool {
  const pool = new Pool({
    connectionString: url,
    ...(role === undefined ? {} : { options: `-c role=${role}` }),
    types: parsers,
    // Long, so that prepared statements and their plans last as long as the load does.
    idleTimeoutMillis: 10 * 60 * 1000,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...KEEP_ALIVE,
    ...options,
  });
  // A server that goes away ends idle clients; the pool drops them, and the next query says what is wrong.
  pool.on('error', () => undefined);
  // A client that is out of the pool has nobody who listens: between two statements of a transaction the
  // same news would end this process. Its next statement fails and says why.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
