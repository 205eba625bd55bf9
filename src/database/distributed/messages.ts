import type { ClientBase, Pool, QueryResult } from 'pg';
import { distributionOf } from './distribution';

/**
 * Sends statements in one message. A coordinator of Citus gets each in a message of its own: it sends one with SET LOCAL
 * on to the nodes as it is, with all its other statements, and they would run there too.
 */
export async function sendTogether(
  pool: Pool,
  client: ClientBase,
  statements: readonly string[],
): Promise<QueryResult[]> {
  if (!distributionOf(pool)) {
    return (await client.query(statements.join('; '))) as unknown as QueryResult[];
  }
  const results: QueryResult[] = [];
  for (const statement of statements) results.push(await client.query(statement));
  return results;
}
