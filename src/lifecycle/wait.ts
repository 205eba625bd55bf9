import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { isDatabaseAway } from '../database/connection-errors';
import { hostsOf } from '../database/hosts';

/** A database that cannot be used as it is. The message says what to do, and is shown without a stack. */
export class DatabaseUnusable extends Error {}

/** It did not answer within the time limit. */
export class DatabaseAway extends DatabaseUnusable {}

/** It was migrated by a later version than this program. */
export class SchemaNewer extends DatabaseUnusable {}

/** How long to wait for a database that does not answer, and where to report it. */
export interface Patience {
  /** 0: not at all. */
  readonly limitMs: number;
  readonly say: (line: string) => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;
/** Wrong password, login not allowed, no such database: waiting does not help. */
const LOGIN_REFUSED = new Set(['28P01', '28000', '3D000']);
/** Messages of node-postgres for a login that it cannot attempt. */
const LOGIN_IMPOSSIBLE = /^SASL: |does not support SSL|self-signed certificate/;
/** A pooler that refuses what every connection sends, the start-up parameter `options`; PostgreSQL knows it. */
const PARAMETER_REFUSED = /^unsupported startup parameter: (\w+)/;

/**
 * Runs `work` until the database answers it, with growing random pauses, so that processes that were
 * started together do not retry together. Throws DatabaseAway when the time is over, and at once what
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
      if (!isDatabaseAway(error) || refusedParameter(error)) throw asUnusable(url, error);
      const left = end - Date.now();
      if (left <= 0) throw away(url, error, limitMs);
      if (attempt === 0) {
        say(
          `Waiting for PostgreSQL at ${placeOf(url)}, up to ${seconds(limitMs)}: ${messageOf(error)}`,
        );
      }
      await sleep(Math.min(left, pause(attempt)));
    }
  }
}

/** The pause before the next attempt: doubled each time, then shortened by up to half at random. */
export function pause(attempt: number): number {
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
  return longest * (0.5 + Math.random() / 2);
}

/** A connection error as one that says what to change; any other error as it is. */
export function asUnusable(url: string, error: unknown): unknown {
  const parameter = refusedParameter(error);
  if (parameter) {
    const poolers = `a pooler answers there, and must ignore it (PgBouncer: ignore_startup_parameters = ${parameter})`;
    return new DatabaseUnusable(
      `PostgreSQL at ${placeOf(url)} cannot be used: ${messageOf(error)}: ${poolers}`,
      { cause: error },
    );
  }
  if (isDatabaseAway(error)) return away(url, error, 0);
  const { code = '', message } = error as { code?: string; message: string };
  if (!LOGIN_REFUSED.has(code) && !LOGIN_IMPOSSIBLE.test(message)) return error;
  return new DatabaseUnusable(`PostgreSQL at ${placeOf(url)} cannot be used: ${message}`, {
    cause: error,
  });
}

function refusedParameter(error: unknown): string | undefined {
  return PARAMETER_REFUSED.exec(messageOf(error))?.[1];
}

function away(url: string, error: unknown, waitedMs: number): DatabaseAway {
  const waited = waitedMs > 0 ? `, ${seconds(waitedMs)} long` : '';
  return new DatabaseAway(
    `PostgreSQL at ${placeOf(url)} does not answer${waited}: ${messageOf(error)}`,
    { cause: error },
  );
}

/** A database for messages, without its login. */
function placeOf(url: string): string {
  const clients = hostsOf(url).urls.map((each) => new Client({ connectionString: each }));
  return `${clients.map(({ host, port }) => `${host}:${port}`).join(',')}/${clients[0]!.database}`;
}

/** A host with an IPv4 and an IPv6 address fails with two errors and an empty message. */
function messageOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || String(error);
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}
