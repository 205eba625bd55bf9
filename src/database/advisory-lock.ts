import { Client } from 'pg';
import { CONNECT_TIMEOUT_MS, KEEP_ALIVE } from './pool';

/** What only one Bincard does at a time in a database. Any numbers will do, as long as all take the same. */
export const LOCKS = {
  migration: 731_950_214,
  queue: 731_950_215,
  demo: 731_950_216,
  scan: 731_950_217,
} as const;

/**
 * Runs `work` while no other process holds the lock; a process that dies lets go of it. `taken` is told before it
 * waits for another, and can refuse to by throwing. The lock is a transaction's: a pooler keeps that together, and
 * would give a session's lock to whoever comes next.
 */
export async function withLock<Result>(
  url: string,
  lock: keyof typeof LOCKS,
  work: () => Promise<Result>,
  taken: () => void = () => {},
): Promise<Result> {
  const client = await connect(url);
  try {
    await client.query(
      'begin; set local idle_in_transaction_session_timeout = 0; set local statement_timeout = 0',
    );
    const { rows } = await client.query<{ held: boolean }>(
      'select pg_try_advisory_xact_lock($1) as held',
      [LOCKS[lock]],
    );
    if (!rows[0]!.held) {
      taken();
      await client.query('select pg_advisory_xact_lock($1)', [LOCKS[lock]]);
    }
    return await work();
  } finally {
    await client.end();
  }
}

/** A session of the login's own, which hears that its server went away with its next statement. */
export async function connect(url: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...KEEP_ALIVE,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
