import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { isDatabaseAway } from '../database/connection-errors';
import { Snapshot } from '../database/snapshot';
import { pause } from '../lifecycle/wait';
import type { Movement } from '../entities/movement.entity';
import type { FeedWatch } from './feed-watch';
import { positionOf, presentPosition, readFeed } from './movement-feed';
import { encodePosition, type Position } from './position';

const PAGE = 200;

/** Which changes a subscriber gets. */
export interface ChangeFilter {
  readonly tenantId: string;
  readonly productIds?: readonly string[] | undefined;
  readonly locationIds?: readonly string[] | undefined;
  /** Changes after this position; without one, from now on. */
  readonly from?: Position | undefined;
}

export interface Change {
  readonly cursor: string;
  readonly movement: Movement;
}

/**
 * Each movement as it commits, until the subscriber ends the iteration. A connection is held only during a read. When
 * the database is unavailable it waits and goes on from the same position, so nothing is missed; only a subscription
 * without a position needs the database at its start.
 */
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
    // A generator cannot return while it waits: the signal wakes it.
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
    const read = () => reading((snapshot) => readFeed(snapshot, position, PAGE));
    const page = await whileThere(read, signal);
    if (!page) return undefined;
    const { movements, end } = page;
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

/** Repeats `ask` until the database answers; undefined when the signal is aborted first. */
export async function whileThere<Result>(
  ask: () => Promise<Result>,
  signal: AbortSignal,
): Promise<Result | undefined> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!isDatabaseAway(error)) throw error;
      await sleep(pause(attempt), undefined, { signal }).catch(() => undefined);
    }
  }
}
