import type { ResultOf } from '@bincard/client';
import { query } from '../../api/query';
import { EXPIRING } from './queries';

export type Batch = ResultOf<typeof EXPIRING>['expiringBatches'][0];

/** How far ahead the calendar looks: this month and the two that follow it, wherever in the month today is. */
export const AHEAD_DAYS = 92;

export const expiryQuery = (place: string | undefined) =>
  query('expiry', EXPIRING, { days: AHEAD_DAYS, place }, { follows: 'stock' });

export interface Month {
  /** Its first day. */
  readonly first: string;
  /** Its days, by weeks that begin on Monday; undefined before the first and after the last. */
  readonly weeks: readonly (readonly (string | undefined)[])[];
}

const iso = (date: Date): string => date.toISOString().slice(0, 10);

/** A month of the calendar, so many after that of a day. */
export function monthAfter(day: string, months: number): Month {
  const [year, month] = day.split('-').map(Number);
  const at = (number: number) => new Date(Date.UTC(year!, month! - 1 + months, number));
  const length = new Date(Date.UTC(year!, month! + months, 0)).getUTCDate();
  const before = (at(1).getUTCDay() + 6) % 7;
  const days = Array.from({ length: Math.ceil((before + length) / 7) * 7 }, (_, cell) => {
    const number = cell - before + 1;
    return number >= 1 && number <= length ? iso(at(number)) : undefined;
  });
  const weeks = Array.from({ length: days.length / 7 }, (_, week) =>
    days.slice(7 * week, 7 * week + 7),
  );
  return { first: iso(at(1)), weeks };
}

/** Batches by the day on which they expire. */
export function byDay(batches: readonly Batch[]): Map<string, Batch[]> {
  const days = new Map<string, Batch[]>();
  for (const batch of batches) {
    days.set(batch.expiryDate!, [...(days.get(batch.expiryDate!) ?? []), batch]);
  }
  return days;
}
