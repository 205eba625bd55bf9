import type { Client } from 'pg';
import { connect } from '../database/advisory-lock';
import { DatabaseUnusable } from './wait';

const ATTEMPTS = 5;

/**
 * Throws DatabaseUnusable where several clients share a session, which a transaction pooler lets them do. `purpose` says
 * what needs one of its own.
 */
export async function requireOwnSession(url: string, purpose: string): Promise<void> {
  const client = await connect(url);
  try {
    // A pooler invents the process that it names at the start.
    const { processID } = client as unknown as { processID: number };
    if ((await processOf(client)) === processID) return;
    const other = await connect(url);
    try {
      // Once may miss it: a third client can take the session in between.
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        if ((await processOf(client)) === (await processOf(other))) {
          throw new DatabaseUnusable(
            `${purpose} a database session of its own, and this URL leads to a transaction pooler: set BINCARD_DIRECT_URL to PostgreSQL itself`,
          );
        }
      }
    } finally {
      await other.end();
    }
  } finally {
    await client.end();
  }
}

async function processOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]!.pid;
}
