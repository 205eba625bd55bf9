import type { ResultOf } from '@bincard/client';
import { query } from '../../api/query';
import type { Counted } from '../../counting/queue';
import { COUNT } from './queries';

export type Count = NonNullable<ResultOf<typeof COUNT>['stockCount']>;
export type CountLine = Count['lines'][0];

export const countQuery = (id: string) => query('count', COUNT, { id }, { follows: 'stock' });

/** A line with what this person has counted of it, sent or not. */
export interface Counting {
  readonly line: CountLine;
  readonly mine: CountLine['entries'];
  readonly queued: readonly Counted[];
  /** Whether there is nothing to do about it for this person. */
  readonly isDone: boolean;
}

/** The lines in the order of their names, each with what this person has counted of it. */
export function countingOf(
  { blind, lines }: Count,
  queue: readonly Counted[],
  actor: string,
): Counting[] {
  return lines
    .map((line): Counting => {
      const queued = queue.filter(({ batchId }) => batchId === line.batch.id);
      const mine = line.entries.filter((entry) => entry.actor === actor);
      const isCounted = queued.length > 0 || mine.length > 0;
      const isSettled = blind ? line.state === 'SETTLED' : line.counted;
      return { line, mine, queued, isDone: isCounted || isSettled };
    })
    .sort((one, other) => nameOf(one).localeCompare(nameOf(other)));
}

const nameOf = ({ line: { batch } }: Counting) =>
  `${batch.product.name} ${batch.expiryDate ?? ''} ${batch.batchNumber}`;

/** The same code, as scanners and people write it: case and the leading zeros of a GTIN do not count. */
const asCode = (code: string): string =>
  code
    .trim()
    .toUpperCase()
    .replace(/^0+(?=\d{8})/, '');

/** The lines of the product that a code stands for, and the unit that carries it; nothing for a code that no line has. */
export function linesOfCode(
  all: readonly Counting[],
  code: string,
): { found: Counting[]; unit: string } | undefined {
  const wanted = asCode(code);
  const codeOf = ({ line: { batch } }: Counting) =>
    batch.product.codes.find((each) => asCode(each.code) === wanted);
  const found = all.filter((each) => codeOf(each) !== undefined);
  const unit = found[0] && codeOf(found[0])?.unit;
  return unit === undefined ? undefined : { found, unit };
}
