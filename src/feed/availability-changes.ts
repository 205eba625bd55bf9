import { createHash } from 'node:crypto';
import type { StockLevel } from '../entities/stock-level.entity';
import { badInput } from '../input/bad-input';
import type { AvailabilityWatch } from './availability-watch';

/** Which levels a subscriber watches. */
export interface AvailabilityFilter {
  readonly tenantId: string;
  readonly productIds: readonly string[];
  readonly locationIds?: readonly string[] | undefined;
  /** The cursor of what the client has; it is sent all levels if they are not these any more. */
  readonly cursor?: string | undefined;
}

export interface AvailabilityChange {
  readonly cursor: string;
  readonly level: StockLevel;
}

const CURSOR = /^[\w-]{43}$/;

/**
 * The levels of some products as they are now, and then each that has changed, until the subscriber ends the iteration.
 * A level that changes again before it was taken is sent once, as it is then: a slow subscriber gets the newest figures
 * and no backlog.
 */
export function availabilityChanges(
  watch: AvailabilityWatch,
  { tenantId, productIds, locationIds, cursor }: AvailabilityFilter,
): AsyncIterableIterator<AvailabilityChange> {
  if (cursor !== undefined && !CURSOR.test(cursor)) {
    throw badInput('cursor', 'cursor is not one of this subscription', {}, 'invalid_cursor');
  }
  const sent = new Map<string, string>();
  let current = new Map<string, StockLevel>();
  let first = true;
  let ended = false;
  let wake = () => {};

  const unwatch = watch.watch(tenantId, {
    productIds,
    tell: (levels) => {
      const wanted = levels.filter(({ locationId }) => locationIds?.includes(locationId) ?? true);
      current = new Map(wanted.map((level) => [placeOf(level), level]));
      if (first && cursor !== undefined) {
        const figures = new Map([...current].map(([place, level]) => [place, figuresOf(level)]));
        if (cursorOf(figures) === cursor) for (const [place, of] of figures) sent.set(place, of);
      }
      first = false;
      wake();
    },
  });
  const changed = () =>
    [...current].find(([place, level]) => sent.get(place) !== figuresOf(level))?.[1];
  const end = () => {
    ended = true;
    unwatch();
    wake();
  };
  return {
    async next() {
      while (!ended) {
        const level = changed();
        if (level) {
          sent.set(placeOf(level), figuresOf(level));
          return { value: { cursor: cursorOf(sent), level }, done: false };
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return { value: undefined, done: true };
    },
    return() {
      end();
      return Promise.resolve({ value: undefined, done: true });
    },
    throw(error) {
      end();
      return Promise.reject(error as Error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const placeOf = ({ productId, locationId }: StockLevel) => `${productId} ${locationId}`;

const figuresOf = (level: StockLevel) =>
  [level.onHand, level.reserved, level.expired, level.quarantined, level.available].join(' ');

/** A digest of what a client has: it says whether there is anything else, and needs nothing kept on the server. */
function cursorOf(figures: ReadonlyMap<string, string>): string {
  const lines = [...figures].map(([place, of]) => `${place} ${of}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('base64url');
}
