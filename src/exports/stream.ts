import type { Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Readable } from 'node:stream';

/**
 * Streams a COPY of one tenant's rows from one snapshot. PostgreSQL sends as fast as the reader takes, so neither
 * side holds more than a piece of it. The connection goes back when the stream ends, and is dropped when the
 * reader went away in the middle.
 */
export async function streamCopy(pool: Pool, tenantId: string, copy: string): Promise<Readable> {
  const client = await pool.connect();
  try {
    await client.query(
      'begin transaction isolation level repeatable read read only; ' +
        `set local app.tenant_id = ${client.escapeLiteral(tenantId)}`,
    );
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
  const stream = client.query(copyTo(copy));
  let given = false;
  const giveBack = (error?: Error) => {
    if (given) return;
    given = true;
    if (error) client.release(error);
    else
      void client.query('commit').then(
        () => client.release(),
        (failed) => client.release(failed as Error),
      );
  };
  stream.once('end', () => giveBack());
  // A lost connection may be told more than once, and the second time too somebody has to listen.
  stream.on('error', (error) => giveBack(error));
  stream.once('close', () => giveBack(new Error('The reader went away')));
  return stream;
}
