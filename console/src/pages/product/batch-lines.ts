import type { ResultOf } from '@bincard/client';
import type { Level } from './product';
import type { BATCHES } from './queries';
import type { ProductView } from './search';

type Line = ResultOf<typeof BATCHES>['stockValue']['lines'][0];

/** A batch, and how much of it is there. */
export interface BatchLine extends Line {
  readonly batch: NonNullable<Line['batch']>;
}

const HELD: readonly BatchLine['batch']['status'][] = ['QUARANTINED', 'RECALLED'];

/** The batches of a figure: all, what has expired, or what is on hold, which is everything at a place that is set apart. */
export function inState(
  lines: readonly Line[],
  state: ProductView['state'],
  level: Level | undefined,
): BatchLine[] {
  const isApart = level !== undefined && level.onHand !== 0 && level.quarantined === level.onHand;
  return lines.filter((line): line is BatchLine => {
    if (!line.batch) return false;
    const isHeld = isApart || HELD.includes(line.batch.status);
    if (state === 'held') return isHeld;
    return state === undefined || (line.batch.status === 'EXPIRED' && !isHeld);
  });
}

/** As sales take them: by expiry date, none last, then by when they came. The server has answered with all of them. */
export function inOrderOfSale(lines: readonly BatchLine[]): BatchLine[] {
  return [...lines].sort(({ batch: one }, { batch: other }) => {
    const byDay = (one.expiryDate ?? '9').localeCompare(other.expiryDate ?? '9');
    return byDay || one.receivedAt.localeCompare(other.receivedAt);
  });
}
