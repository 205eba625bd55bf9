import type { Client } from 'pg';

// They take a few minutes.
const MOST = 100_000_000n;

/** The number of the next transaction of a cluster. */
export async function nextTransaction(client: Client): Promise<bigint> {
  const { rows } = await client.query<{ next: string }>(
    'select pg_snapshot_xmax(pg_current_snapshot())::text as next',
  );
  return BigInt(rows[0]!.next);
}

/**
 * Uses up a cluster's transaction numbers until the next one is higher than `last`; false when that is too far.
 * The feed and incremental verification read only what is below every transaction in progress:
 * movements that bring higher numbers from another cluster would stay hidden, and new ones would come before them.
 */
export async function passTransaction(client: Client, last: bigint): Promise<boolean> {
  if (last - (await nextTransaction(client)) > MOST) return false;
  await client.query(
    // Each iteration is a transaction that writes nothing: it takes a number without waiting for the disk.
    `do $$ begin while pg_current_xact_id()::text::bigint <= ${last} loop commit; end loop; end $$`,
  );
  return true;
}
