import type { Pool } from 'pg';
import { sendTogether } from '../database/distributed/messages';
import { TAKE_ROLE } from '../database/app-role';
import {
  isolation,
  sessionRights,
  type IsolationRow,
  type SessionRightsRow,
} from '../database/queries/isolation';
import { createPool } from '../database/pool';
import { DatabaseUnusable } from './wait';

/** How a session of the server stands in the database. */
export interface SessionState {
  /** The server is a standby: it accepts no writes. */
  readonly inRecovery: boolean;
  /** Why tenants are not isolated from each other there; undefined where they are. */
  readonly fault: string | undefined;
}

const NO_PRIVILEGE = '42501';
const MAY_NOT = 'the login may not become bincard_app: make it a member of that role';
const LOCKED = '55P03';
/** A table that somebody has locked does not make a server unready. */
const LOCK_WAIT_MS = 100;

/**
 * Begins a transaction as operations do and looks at what it may see: with no tenant set, no row of any tenant. The rows are
 * looked for by indexes, since the table may be large. One message each way.
 */
export async function readSession(pool: Pool, takeRole: string = TAKE_ROLE): Promise<SessionState> {
  const client = await pool.connect();
  try {
    const results = await sendTogether(pool, client, [
      'begin transaction read only',
      sessionRights.text,
      takeRole,
      'set local enable_seqscan = off',
      `set local lock_timeout = ${LOCK_WAIT_MS}`,
      isolation.text,
      'commit',
    ]);
    client.release();
    const [rights, found] = results.flatMap(({ rows }) => rows as unknown[]);
    const row = found as IsolationRow;
    return { inRecovery: row.inRecovery, fault: faultOf(rights as SessionRightsRow, row) };
  } catch (error) {
    client.release(error as Error);
    // Where it is locked it is looked at again by the next call.
    const isLocked = (error as { code?: string }).code === LOCKED;
    const fault = whyNoRole(error);
    if (!isLocked && fault === undefined) throw error;
    return { inRecovery: false, fault };
  }
}

/** What an error says of a login that may not become bincard_app; undefined where it is another. */
export function whyNoRole(error: unknown): string | undefined {
  const { code, message = '' } = error as { code?: string; message?: string };
  return code === NO_PRIVILEGE && message.includes('set role') ? MAY_NOT : undefined;
}

/** Throws DatabaseUnusable where tenants are not isolated from each other for a server with this URL. */
export async function requireIsolation(url: string): Promise<void> {
  const pool = createPool(url, 'bincard_app', { max: 1 });
  try {
    refuseFault(await readSession(pool));
  } finally {
    await pool.end();
  }
}

/** Throws DatabaseUnusable where tenants are not isolated from each other. */
export function refuseFault({ fault }: SessionState): void {
  if (fault !== undefined) throw new DatabaseUnusable(`Tenants are not isolated: ${fault}`);
}

function faultOf(
  { login, role, mayCall }: SessionRightsRow,
  found: IsolationRow,
): string | undefined {
  const who = `the login ${login} works as ${found.role}`;
  if (found.attributes) return `${who}, ${found.attributes}: no row is hidden from it`;
  if (found.owned !== null) return `${who}, which owns the table ${found.owned}`;
  if (found.open !== null) return `row-level security of the table ${found.open} does not apply`;
  if (found.seesRows) {
    return `${who} and sees rows where no tenant is set: is app.tenant_id a setting of a role or of the database?`;
  }
  if (mayCall) return undefined;
  return `the login ${login} begins as ${role}, which may not call the entry points: give it INHERIT, or let the pooler pass the start-up parameter options`;
}
