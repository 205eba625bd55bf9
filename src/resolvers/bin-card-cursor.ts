import type { BinCardBalancesRow } from '../database/queries/movements';
import type { BinCardEntry } from '../schema/bin-card';
import { decodeCursor, encodeCursor, neighbour } from '../schema/cursor';
import { pageRequest, type PageArguments, type PageRequest } from '../schema/page';

// A balance depends on every movement before it. So a cursor of a bin card says what these moved, and the next page need
// not add them up again, however long the card is. What was not settled when it was made is added then.

const KIND = 'bin-card';

/** The movement of a cursor and, where that was settled, what the card had moved with it. */
interface Mark {
  readonly id: string;
  readonly moved?: { settled: number; quantity: number; settledBefore: string; card: string };
}

/** Where a page of a bin card begins: next to which movement, and what its cursor knows. */
export interface Edge {
  readonly edge: string | null;
  readonly settled: number | null;
  readonly settledBefore: string | null;
  readonly markedCard: string | null;
}

/** The page of a bin card that is asked for, and the edge at which it begins. */
export function cardPage(asked: PageArguments): { page: PageRequest; edge: Edge } {
  const after = markOf(asked.after, 'after');
  const before = markOf(asked.before, 'before');
  const plain = (mark: Mark | null) => mark && encodeCursor(KIND, mark.id);
  const page = pageRequest(KIND, { ...asked, after: plain(after), before: plain(before) });
  const { descending } = page.scan;
  const id = descending ? page.scan.before : page.scan.after;
  const mark = [after, before].find((each) => each?.id === id) ?? null;
  // From its end, a page begins before the movement of the cursor.
  const edge = mark && (descending ? neighbour(mark.id, -1n) : mark.id);
  const { settled, quantity, settledBefore, card } = mark?.moved ?? {};
  const isKnown = settled !== undefined && quantity !== undefined;
  return {
    page,
    edge: {
      edge,
      settled: isKnown ? settled - (descending ? quantity : 0) : null,
      ...{ settledBefore: settledBefore ?? null, markedCard: card ?? null },
    },
  };
}

function markOf(cursor: string | null | undefined, field: string): Mark | null {
  const key = decodeCursor(KIND, cursor, field);
  if (key === null) return null;
  const [id, settled, quantity, settledBefore, card] = key.split('/');
  if (settledBefore === undefined || card === undefined) return { id: id! };
  const moved = { settled: Number(settled), quantity: Number(quantity), settledBefore, card };
  return { id: id!, moved };
}

/** The keys of a card's entries. A sum that a number does not hold is left out, and counted again. */
export function cardKey({ opening, card, settledBefore, unsettled }: BinCardBalancesRow) {
  return ({ movement: { id, quantity }, balance }: BinCardEntry): string => {
    const settled = balance - opening;
    const isKnown = unsettled === null || id < unsettled;
    if (!isKnown || ![settled, quantity].every(Number.isSafeInteger)) return id;
    return [id, settled, quantity, settledBefore, card].join('/');
  };
}
