import type { Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { TAKE_ROLE } from '../database/app-role';
import { distributionOf } from '../database/distributed/distribution';
import { sendTogether } from '../database/distributed/messages';

/**
 * Streams a COPY of one tenant's rows from one snapshot. PostgreSQL sends as fast as the reader takes, so neither
 * side holds more than a piece of it. The connection returns to the pool when the stream ends, and is
 * closed when the reader disconnects before that. `untilBegun`: throws what fails before the first rows are there.
 */
export async function streamCopy(
  pool: Pool,
  tenantId: string,
  copy: string,
  untilBegun = false,
): Promise<Readable> {
  const client = await pool.connect();
  try {
    await sendTogether(pool, client, [
      'begin transaction isolation level repeatable read read only',
      TAKE_ROLE,
      `set local app.tenant_id = ${client.escapeLiteral(tenantId)}`,
    ]);
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
  const literal = client.escapeLiteral(tenantId);
  const text = distributionOf(pool)?.literal(copy, literal) ?? copy;
  const stream = client.query(copyTo(text));
  let returned = false;
  const giveBack = (error?: Error) => {
    if (returned) return;
    returned = true;
    if (error) client.release(error);
    else
      void client.query('commit').then(
        () => client.release(),
        (failed) => client.release(failed as Error),
      );
  };
  stream.once('end', () => giveBack());
  // A lost connection can emit more than one error; an error without a listener would end the process.
  stream.on('error', (error) => giveBack(error));
  stream.once('close', () => giveBack(new Error('The reader disconnected')));
  if (untilBegun) await once(stream, 'readable');
  return stream;
}
