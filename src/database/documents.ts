import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import type { Identity } from '../auth/token';
import { callAsApp } from './app-role';
import { isSessionLost, OutcomeUnknown } from './connection-errors';
import type { DocumentFunction } from './queries/document-function';
import { distributionOf } from './distributed/distribution';
import { onTenant } from './distributed/tenants';
import { isRetryable } from './error-mapping';
import { LOG_POSITION, parsePosition, type LogPosition } from './replica/positions';
import { inStatement } from '../tracing/spans';

export type { DocumentFunction };

const ATTEMPTS = 5;
/** Classes of errors that leave the session usable: bad values, constraints, conflicts. */
const SESSION_STAYS = /^(22|23|40)/;

/**
 * Writes a document: one statement, one transaction, one round trip. After a deadlock or serialization failure, which
 * wrote nothing, it is retried a few times, with a call of `onRetry` before each. Throws OutcomeUnknown when the
 * connection was lost after the statement had been sent. `onPosition` is told where the log holds the write, or that nobody
 * knows.
 */
export async function writeDocument<Result>(
  pool: Pool,
  identity: Identity,
  name: DocumentFunction,
  input: object,
  named = true,
  onRetry: () => void = () => {},
  onPosition?: (position: LogPosition | undefined) => void,
): Promise<Result> {
  const text = callAsApp(`inventory.${name}($1::jsonb, $2::jsonb)`);
  const values = [
    JSON.stringify({ tenant: identity.tenantId, actor: identity.actor, role: identity.role }),
    JSON.stringify(input),
  ];
  const query = (): QueryConfig =>
    distributionOf(pool)
      ? onTenant(identity, name, input)
      : { ...(named && { name }), text, values };
  for (let attempt = 1; ; attempt++) {
    try {
      return await send<Result>(pool, query, onPosition);
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
      onRetry();
      await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }
}

/**
 * Sends one statement that writes, and returns its result. A function makes `query` once there is a connection. Throws
 * OutcomeUnknown when the connection was lost after it had been sent. Not pool.query: it closes its connection after any error, and does not say whether it had got one.
 */
export async function send<Result>(
  pool: Pool,
  query: QueryConfig | (() => QueryConfig),
  onPosition?: (position: LogPosition | undefined) => void,
): Promise<Result> {
  const client = await pool.connect(); // nothing has been sent when this fails
  let rows: { result: Result }[];
  try {
    const config = typeof query === 'function' ? query() : query;
    const asked = inStatement(calledBy(config), () => client.query<{ result: Result }>(config));
    // With a pool in pipeline mode it is on its way together with the write, and runs once that has committed.
    const where = onPosition && readPosition(client, config.name !== undefined);
    ({ rows } = await asked.finally(() => where));
    onPosition?.(await where);
  } catch (error) {
    const lost = isSessionLost(error);
    if (lost) onPosition?.(undefined); // it may have been written all the same
    client.release(lost || !SESSION_STAYS.test((error as { code?: string }).code ?? ''));
    throw lost ? new OutcomeUnknown(error) : error;
  }
  client.release();
  return rows[0]!.result;
}

/** The entry point that a statement calls. */
function calledBy({ text }: QueryConfig): string {
  return /inventory\.(\w+)\(/.exec(text)?.[1] ?? 'statement';
}

/** The position of the log; undefined where the connection was lost before the answer, and the write may be known all the same. */
async function readPosition(client: PoolClient, named: boolean): Promise<LogPosition | undefined> {
  const query = named ? LOG_POSITION : LOG_POSITION.text;
  const found = await client.query<{ position: string }>(query).catch(() => undefined);
  return found && parsePosition(found.rows[0]!.position);
}
