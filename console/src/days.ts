/** No ledger is older. */
export const FIRST_DAY = '2000-01-01';

const DAY = /^\d{4}-\d\d-\d\d$/;

/** The day after one of the calendar; undefined where the calendar has no such day. */
export function dayAfter(day: string): string | undefined {
  const found = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(found.getTime()) || found.toISOString().slice(0, 10) !== day) return undefined;
  found.setUTCDate(found.getUTCDate() + 1);
  return found.toISOString().slice(0, 10);
}

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && DAY.test(value) && dayAfter(value) !== undefined;

/** A day of an address: one that the calendar has, and no ledger is older than. */
export const dayOf = (value: unknown) => (isDay(value) && value >= FIRST_DAY ? value : undefined);
