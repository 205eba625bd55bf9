import type { Total } from '../schema/connections';
import type { Scan } from '../schema/page';

/** What a count says of a list; `more`: there are more rows than are counted. */
export interface Counted {
  readonly count: number;
  readonly more: boolean;
}

/** Rows of a list in the order of their keys. */
type ReadKeys = (scan: Scan) => Promise<string[]>;

/** The count, which is the least there can be where there are more. */
export const atLeast = ({ count, more }: Counted): Total => ({ count, isEstimate: more });

/** The rows that are read after each of the times where a list is looked at. */
const ROWS = 100;

/**
 * Where a list is looked at, as parts of its time: evenly, and ever closer towards both ends, since a year's rows may have been
 * imported in its first minute.
 */
const HALVES = Array.from({ length: 20 }, (_, n) => 2 ** -(n + 5));
const SIXTEENTHS = Array.from({ length: 15 }, (_, n) => (n + 1) / 16);
const PARTS = [0, ...HALVES, ...SIXTEENTHS, ...HALVES.map((part) => 1 - part)].sort(
  (a, b) => a - b,
);

/**
 * How many rows a list has whose keys are UUIDs in the order of time: from how many there are after some times, and how long
 * they take. It reads the tenant's own rows and no statistics, which would tell of others. The same rows give the same estimate.
 */
export async function estimated(counted: Counted, read: ReadKeys): Promise<Total> {
  const all = { after: null, before: null, limit: 1, descending: false };
  const [first] = await read(all);
  const [last] = await read({ ...all, descending: true });
  const from = timeOf(first!);
  const length = timeOf(last!) - from;
  if (!(length > 0)) return atLeast(counted);
  const times = PARTS.map((part) => from + part * length);
  const looks = await Promise.all(
    times.map(async (at, n) => {
      // No further than the next look: rows that a filter leaves out are not read once for each look before them.
      const next = times[n + 1] ?? from + length;
      const before = n + 1 < times.length ? idAt(next) : null;
      const keys = await read({ ...all, after: idAt(at), before, limit: ROWS });
      const until = keys.length < ROWS ? next : timeOf(keys.at(-1)!);
      return { at, until, rows: keys.length, each: keys.length / Math.max(until - at, SHORTEST) };
    }),
  );
  const sum = looks.reduce((rows, look, n) => rows + rowsUntil(look, looks[n + 1]), 0);
  return { count: Math.max(counted.count, Number(sum.toPrecision(2))), isEstimate: true };
}

interface Look {
  readonly at: number;
  /** When the last of its rows was written. */
  readonly until: number;
  readonly rows: number;
  /** Rows in a millisecond. */
  readonly each: number;
}

/** The rows from one look to the next: its own, and what is left between them as densely as both are on average. */
function rowsUntil(look: Look, next: Look | undefined): number {
  if (!next) return look.rows;
  if (look.until >= next.at) return look.rows;
  return look.rows + ((next.at - look.until) * (look.each + next.each)) / 2;
}

/** The part of a millisecond that an id tells. */
const SHORTEST = 1 / 4096;

/** The time of a UUIDv7 of inventory.uuid_v7 in milliseconds. */
function timeOf(id: string): number {
  const digits = id.replaceAll('-', '');
  return parseInt(digits.slice(0, 12), 16) + parseInt(digits.slice(13, 16), 16) * SHORTEST;
}

/** The least id of a time. */
function idAt(time: number): string {
  const whole = Math.floor(time);
  const digits = whole.toString(16).padStart(12, '0');
  const part = Math.floor((time - whole) / SHORTEST)
    .toString(16)
    .padStart(3, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7${part}-8000-000000000000`;
}
