import { Client } from 'pg';
import { CONNECT_TIMEOUT_MS, KEEP_ALIVE } from './pool';

/** The keys of the advisory locks, each for work that only one process may do at a time in a database. */
export const LOCKS = {
  migration: 731_950_214,
  queue: 731_950_215,
  demo: 731_950_216,
  scan: 731_950_217,
} as const;

/**
 * Runs `work` while it holds the lock; a process that dies releases it. `taken` is called before waiting for another
 * process, and can throw instead of waiting. The lock belongs to a transaction, because behind a transaction pooler a
 * session's lock would pass to the next client.
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

/** Connects outside of a pool. A lost connection shows as an error of the next statement. */
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
