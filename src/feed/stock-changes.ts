import type { Pool } from 'pg';
import { Snapshot } from '../database/snapshot';
import type { Movement } from '../entities/movement.entity';
import type { FeedWatch } from './feed-watch';
import { positionOf, presentPosition, readFeed } from './movement-feed';
import { encodePosition, type Position } from './position';

const PAGE = 200;

/** Whose changes, of what, and from where on. */
export interface ChangeFilter {
  readonly tenantId: string;
  readonly productIds?: readonly string[] | undefined;
  readonly locationIds?: readonly string[] | undefined;
  /** After this position; from now on when left out. */
  readonly from?: Position | undefined;
}

export interface Change {
  readonly cursor: string;
  readonly movement: Movement;
}

/** The ledger as it grows. Ends when the reader goes away: a connection is held only while it reads. */
export function stockChanges(
  source: { pool: Pool; namedStatements: boolean; watch: FeedWatch },
  filter: ChangeFilter,
): AsyncIterableIterator<Change> {
  const gone = new AbortController();
  const changes = follow(source, filter, gone.signal);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => changes.next(),
    // A generator that waits cannot return before it wakes.
    return: () => {
      gone.abort();
      return changes.return(undefined);
    },
    throw: (error) => {
      gone.abort();
      return changes.throw(error);
    },
  };
}

async function* follow(
  { pool, namedStatements, watch }: { pool: Pool; namedStatements: boolean; watch: FeedWatch },
  { tenantId, productIds, locationIds, from }: ChangeFilter,
  signal: AbortSignal,
): AsyncGenerator<Change, undefined, void> {
  const reading = async <Result>(read: (snapshot: Snapshot) => Promise<Result>) => {
    const snapshot = new Snapshot(pool, tenantId, namedStatements);
    try {
      return await read(snapshot);
    } finally {
      await snapshot.end();
    }
  };
  let position = from ?? (await reading(presentPosition));
  while (!signal.aborted) {
    const { movements, end } = await reading((snapshot) => readFeed(snapshot, position, PAGE));
    for (const movement of movements) {
      const wanted =
        (productIds?.includes(movement.productId) ?? true) &&
        (locationIds?.includes(movement.locationId) ?? true);
      if (wanted) yield { cursor: encodePosition(positionOf(movement)!), movement };
    }
    position = end;
    if (movements.length < PAGE) await watch.wait(tenantId, position, signal);
  }
  return undefined;
}
