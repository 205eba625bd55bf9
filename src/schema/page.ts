import type { Connection, Total } from './connections';
import { decodeCursor, encodeCursor, neighbour } from './cursor';
import { ListOrder } from './enums';
import { badInput } from '../input/bad-input';
import { checkFirst } from '../input/validate';

/** What a client asks of a list: some rows from its beginning or its end, between two cursors. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
  readonly order?: ListOrder | null;
}

/** What a statement reads: rows whose keys are above `after` and below `before`, from one end. */
export interface Scan {
  readonly after: string | null;
  readonly before: string | null;
  readonly limit: number;
  readonly descending: boolean;
}

/** A checked request for a page. Its scan has a limit of one row more than the page has. */
export interface PageRequest {
  readonly kind: string;
  readonly rows: number;
  readonly scan: Scan;
  /** Whether the scan begins at the end of the list. */
  readonly fromEnd: boolean;
  /** Scans of what is beyond the cursors that bound the page; null where none does. */
  readonly previous: Scan | null;
  readonly next: Scan | null;
}

/** Checks what a client asks of a list; throws BAD_USER_INPUT or INVALID_CURSOR naming the argument. */
export function pageRequest(kind: string, asked: PageArguments): PageRequest {
  const { first, last } = asked;
  const [hasFirst, hasLast] = [first ?? false, last ?? false].map((rows) => rows !== false);
  if (hasFirst && hasLast) throw badInput('last', 'Give either first or last, not both');
  const after = decodeCursor(kind, asked.after, 'after');
  const before = decodeCursor(kind, asked.before, 'before');
  const fromEnd = hasLast || (!hasFirst && before !== null && after === null);
  const rows = fromEnd ? checkFirst(last, 'last') : checkFirst(first);
  const newestFirst = asked.order === ListOrder.NEWEST_FIRST;
  const between = (low: string | null, high: string | null) =>
    newestFirst ? { after: high, before: low } : { after: low, before: high };
  const beyond = (low: string | null, high: string | null, descending: boolean): Scan => ({
    ...{ ...between(low, high), limit: 1 },
    descending: descending !== newestFirst,
  });
  // The row of a cursor is itself beyond the page, so these scans begin one key inside of it.
  const step = newestFirst ? -1n : 1n;
  return {
    ...{ kind, rows, fromEnd },
    scan: { ...between(after, before), limit: rows + 1, descending: fromEnd !== newestFirst },
    previous: after === null ? null : beyond(null, neighbour(after, step), true),
    next: before === null ? null : beyond(neighbour(before, -step), null, false),
  };
}

/**
 * The page made of the rows that its scan found (at most `limit`). `exists` tells whether another scan finds a row; it
 * runs only when a client asks for a page beyond a cursor. A list that is only read forward has none: then the row of
 * the cursor counts.
 */
export function toConnection<Node>(
  request: PageRequest,
  found: readonly Node[],
  keyOf: (node: Node) => string,
  total: () => Promise<Total>,
  exists: (scan: Scan) => Promise<boolean> = () => Promise.resolve(true),
): Connection<Node> {
  const { fromEnd, previous, next } = request;
  const nodes = found.slice(0, request.rows);
  if (fromEnd) nodes.reverse();
  const more = found.length > request.rows;
  const cursorOf = (node: Node) => encodeCursor(request.kind, keyOf(node));
  let counted: Promise<Total> | undefined;
  const count = () => (counted ??= total());
  const isThere = async (scan: Scan | null) => scan !== null && (await exists(scan));
  return {
    nodes,
    get edges() {
      return nodes.map((node) => ({ cursor: cursorOf(node), node }));
    },
    get pageInfo() {
      const last = nodes.at(-1);
      return {
        hasNextPage: async () => (!fromEnd && more) || (await isThere(next)),
        hasPreviousPage: async () => (fromEnd && more) || (await isThere(previous)),
        startCursor: nodes[0] ? cursorOf(nodes[0]) : null,
        endCursor: last ? cursorOf(last) : null,
      };
    },
    totalCount: async () => (await count()).count,
    totalCountIsEstimate: async () => (await count()).isEstimate,
  };
}
