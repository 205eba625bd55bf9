import type { Connection } from './connections';
import { decodeCursor, encodeCursor } from './cursor';
import { checkFirst } from '../input/validate';

/** A checked request for a page: the key to start after, and a limit of one row more than the page has. */
export interface PageRequest {
  readonly kind: string;
  readonly after: string | null;
  readonly first: number;
  readonly limit: number;
}

/** Checks `first` and `after` of a list; throws BAD_USER_INPUT or INVALID_CURSOR naming the argument. */
export function pageRequest(
  kind: string,
  first: number | null | undefined,
  after: string | null | undefined,
): PageRequest {
  const rows = checkFirst(first);
  return { kind, after: decodeCursor(kind, after), first: rows, limit: rows + 1 };
}

/** The page made of the rows that a request found (at most `limit`). */
export function toConnection<Node>(
  request: PageRequest,
  rows: Node[],
  keyOf: (node: Node) => string,
  totalCount: () => Promise<number>,
): Connection<Node> {
  const nodes = rows.slice(0, request.first);
  const cursorOf = (node: Node) => encodeCursor(request.kind, keyOf(node));
  return {
    nodes,
    get edges() {
      return nodes.map((node) => ({ cursor: cursorOf(node), node }));
    },
    get pageInfo() {
      const last = nodes.at(-1);
      return {
        hasNextPage: rows.length > request.first,
        hasPreviousPage: request.after !== null,
        startCursor: nodes[0] ? cursorOf(nodes[0]) : null,
        endCursor: last ? cursorOf(last) : null,
      };
    },
    totalCount,
  };
}
