import { Client } from 'pg';
import { connectFirst, hostsOf } from './hosts';
import { CONNECT_TIMEOUT_MS, KEEP_ALIVE } from './pool';

/** The keys of the advisory locks, each for work that only one process may do at a time in a database. */
export const LOCKS = {
  migration: 731_950_214,
  queue: 731_950_215,
  demo: 731_950_216,
  scan: 731_950_217,
  webhooks: 731_950_218,
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
export function connect(url: string): Promise<Client> {
  return connectFirst(url, (connectionString) => {
    const client = new Client({
      ...{ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MS },
      ...KEEP_ALIVE,
    });
    client.on('error', () => undefined);
    return client;
  });
}

/** The URL with the one host that a connection was made to, for programs that take no list. */
export async function reachedUrl(url: string): Promise<string> {
  const { urls } = hostsOf(url);
  if (urls.length === 1) return urls[0]!;
  const client = await connect(url);
  const { host, port } = client;
  await client.end();
  return urls.find((each) => isAt(each, host, port))!;
}

function isAt(url: string, host: string, port: number): boolean {
  const found = new Client({ connectionString: url });
  return found.host === host && found.port === port;
}
