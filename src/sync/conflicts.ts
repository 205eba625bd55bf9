import type { SeenRow } from './incoming-row';

/** What became here of a key that came in. */
export interface KnownKey {
  readonly key: string;
  readonly hash: string;
  /** What both sides last agreed on. */
  readonly status: 'IN_STOCK' | 'SOLD';
  readonly conflict: string | null;
  /** The status there and its quantity in base units, as last seen or written. */
  readonly externalStatus: string;
  readonly externalQuantity: number;
  /** What an export is writing there. */
  readonly pendingStatus: string | null;
  /** In base units, anywhere here. */
  readonly remaining: number;
  readonly soldHere: boolean;
  /** What an export is due to write there. */
  readonly due: 'SOLD' | 'IN_STOCK' | null;
}

export interface Conflict {
  readonly code: string;
  readonly message: string;
}

/** Where the two sides say what cannot both be true; nothing is changed on either for it. */
export function conflictOf(known: KnownKey, row: SeenRow): Conflict | null {
  if (!row.inStock && known.status === 'IN_STOCK') {
    if (known.pendingStatus === row.status) return null; // an export that has not heard of its own success
    if (known.soldHere) {
      return conflict('SOLD_ON_BOTH_SIDES', 'It was sold here, and there too before it was told');
    }
    if (known.remaining > 0) return conflict('SOLD_THERE', 'It is gone there and in stock here');
  }
  if (row.inStock && known.status === 'SOLD' && known.remaining === 0) {
    return conflict('RESTOCKED_THERE', 'It was sold here, and stands there as in stock again');
  }
  if (known.conflict === 'WRITE_REFUSED' && known.due !== null && !known.pendingStatus) {
    return conflict('WRITE_REFUSED', 'The file does not let its status be written');
  }
  return null;
}

function conflict(code: string, message: string): Conflict {
  return { code, message };
}
