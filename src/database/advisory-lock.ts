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
 * waits for another, and can refuse to by throwing.
 */
export async function withLock<Result>(
  url: string,
  lock: keyof typeof LOCKS,
  work: (client: Client) => Promise<Result>,
  taken: () => void = () => {},
): Promise<Result> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...KEEP_ALIVE,
  });
  // It idles while the work is done beside it; a server that goes away then fails the next query.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ held: boolean }>(
      'select pg_try_advisory_lock($1) as held',
      [LOCKS[lock]],
    );
    if (!rows[0]!.held) {
      taken();
      await client.query('select pg_advisory_lock($1)', [LOCKS[lock]]);
    }
    return await work(client);
  } finally {
    await client.end();
  }
}
