import type { ReadRow, RowProblem } from './child/protocol';

/** A row whose key, status and quantity were read. */
export type SeenRow = Exclude<ReadRow, RowProblem>;

/** A key that was imported before, and its state here. */
export interface KnownKey {
  readonly key: string;
  readonly hash: string;
  /** The status that both sides last agreed on. */
  readonly status: 'IN_STOCK' | 'SOLD';
  readonly conflict: string | null;
  /** The external status and quantity (base units), as last read or written. */
  readonly externalStatus: string;
  readonly externalQuantity: number;
  /** The status that an export has planned to write. */
  readonly pendingStatus: string | null;
  /** Remaining stock of its batch at all locations, in base units. */
  readonly remaining: number;
  readonly soldHere: boolean;
  /** The status that the next export has to write. */
  readonly due: 'SOLD' | 'IN_STOCK' | null;
  /** Whether the receipt of its batch was voided: it can come in again. */
  readonly voided: boolean;
}

export interface Conflict {
  readonly code: string;
  readonly message: string;
}

/** The contradiction between both sides, if there is one. It is recorded; neither side is modified. */
export function conflictOf(known: KnownKey, row: SeenRow): Conflict | null {
  if (!row.inStock && known.status === 'IN_STOCK') {
    if (known.pendingStatus === row.status) return null; // written by an export that died before it recorded the outcome
    if (known.soldHere) {
      return conflict(
        'SOLD_ON_BOTH_SIDES',
        'It was sold here, and in the external source before the sale was exported',
      );
    }
    if (known.remaining > 0)
      return conflict('SOLD_THERE', 'It is sold in the external source and in stock here');
  }
  if (row.inStock && known.status === 'SOLD' && known.remaining === 0) {
    return conflict(
      'RESTOCKED_THERE',
      'It was sold here, and is in stock again in the external source',
    );
  }
  if (known.conflict === 'WRITE_REFUSED' && known.due !== null && !known.pendingStatus) {
    return conflict('WRITE_REFUSED', 'The external file refuses the status update');
  }
  return null;
}

function conflict(code: string, message: string): Conflict {
  return { code, message };
}
