import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { isDatabaseAway } from '../database/connection-errors';

/** A database that cannot be used as it is. The message says what to do, and is shown without a stack. */
export class DatabaseUnusable extends Error {}

/** It did not answer within the time limit. */
export class DatabaseAway extends DatabaseUnusable {}

/** It was migrated by a later version than this program. */
export class SchemaNewer extends DatabaseUnusable {}

/** How long to wait for a database that does not answer, and where to say so. */
export interface Patience {
  /** 0: not at all. */
  readonly limitMs: number;
  readonly say: (line: string) => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;
/** No such role or password, not let in, no such database: waiting changes none of them. */
const LOGIN_REFUSED = new Set(['28P01', '28000', '3D000']);
/** What node-postgres says of a login that it cannot even try. */
const LOGIN_IMPOSSIBLE = /^SASL: |does not support SSL|self-signed certificate/;

/**
 * Runs `work` until the database answers it, with longer and longer pauses; their lengths are drawn, so that what
 * was started together does not come back together. Throws DatabaseAway when the time is over, and at once what
 * waiting does not change. `work` may be run again from its beginning, whatever it had done.
 */
export async function whenItAnswers<Result>(
  url: string,
  { limitMs, say }: Patience,
  work: () => Promise<Result>,
): Promise<Result> {
  const end = Date.now() + limitMs;
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error)) throw asUnusable(url, error);
      const left = end - Date.now();
      if (left <= 0) throw away(url, error, limitMs);
      if (attempt === 0) {
        say(
          `Waiting for PostgreSQL at ${placeOf(url)}, up to ${seconds(limitMs)}: ${wordsOf(error)}`,
        );
      }
      await sleep(Math.min(left, pause(attempt)));
    }
  }
}

/** How long to pause before another try: between half of it and all, doubled each time. */
export function pause(attempt: number): number {
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
  return longest * (0.5 + Math.random() / 2);
}

/** An error of a connection as what its user has to mend; any other error as it is. */
export function asUnusable(url: string, error: unknown): unknown {
  if (isDatabaseAway(error)) return away(url, error, 0);
  const { code = '', message } = error as { code?: string; message: string };
  if (!LOGIN_REFUSED.has(code) && !LOGIN_IMPOSSIBLE.test(message)) return error;
  return new DatabaseUnusable(`PostgreSQL at ${placeOf(url)} cannot be used: ${message}`, {
    cause: error,
  });
}

function away(url: string, error: unknown, waitedMs: number): DatabaseAway {
  const waited = waitedMs > 0 ? `, ${seconds(waitedMs)} long` : '';
  return new DatabaseAway(
    `PostgreSQL at ${placeOf(url)} does not answer${waited}: ${wordsOf(error)}`,
    { cause: error },
  );
}

/** What to call a database: never its login. */
function placeOf(url: string): string {
  const { host, port, database } = new Client({ connectionString: url });
  return `${host}:${port}/${database}`;
}

/** An address that has two families fails with two errors and no words of its own. */
function wordsOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || String(error);
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}
