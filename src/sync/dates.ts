import { DateTime } from 'luxon';
import { RowError } from './errors';
import { short } from './short';

/** Forms that have names; any other is one of Luxon's. */
const NAMED = ['ISO', 'SQL', 'UNIX'];
/** Tokens of Luxon for a time of the day, alone or in a whole date. */
const TIME = /[HhmsSuTtfFXx]/;
/** Tokens for a year, alone or in a whole date. */
const YEAR = /[ykDfFXx]/;
/** Luxon takes a time without a day for one of today. */
const BEGINS_WITH_YEAR = /^\d{4}-?[\dW]\d/;

/** Whether a format says of which year a date is; without it each day would read it otherwise. */
export function namesYear(format: string): boolean {
  return NAMED.includes(format) || YEAR.test(withoutLiterals(format));
}

const known = new Map<string, string>();
const MAX_KNOWN = 1_000;

/**
 * A date by its format, in a time zone: a day as 2026-01-31, or a moment in UTC where the text has a time. Throws
 * RowError. Dates repeat from row to row, and reading one costs as much as the rest of the row.
 */
export function dateText(text: string, format: string, zone: string): string {
  return remembered(`${zone} ${format} ${text}`, () => {
    const read = readDate(text, format, zone);
    if (!read.isValid || read.year < 1 || read.year > 9999) {
      throw new RowError('VALUE_NOT_DATE', `"${short(text)}" is no date of the form ${format}`);
    }
    return hasTime(text, format) ? read.toUTC().toISO() : read.toISODate();
  });
}

/** When a day begins in a time zone. Throws RowError. */
export function startOfDay(day: string, zone: string): string {
  return remembered(`${zone} start ${day}`, () => {
    const start = DateTime.fromFormat(day, 'yyyy-MM-dd', { zone });
    if (!start.isValid) throw new RowError('VALUE_NOT_DATE', `"${short(day)}" is no day`);
    return start.toUTC().toISO();
  });
}

function remembered(key: string, read: () => string): string {
  let value = known.get(key);
  if (value === undefined) {
    value = read();
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(key, value);
  }
  return value;
}

function readDate(text: string, format: string, zone: string): DateTime<true> | DateTime<false> {
  if (format === 'UNIX') return DateTime.fromSeconds(/^\d{1,12}$/.test(text) ? Number(text) : NaN);
  if (!NAMED.includes(format)) return DateTime.fromFormat(text, format, { zone });
  if (!BEGINS_WITH_YEAR.test(text)) return DateTime.invalid('no day');
  if (format === 'SQL') return DateTime.fromSQL(text, { zone });
  return DateTime.fromISO(text.replace(' ', 'T'), { zone });
}

function hasTime(text: string, format: string): boolean {
  if (format === 'ISO') return /[T ]/.test(text);
  return NAMED.includes(format) || TIME.test(withoutLiterals(format));
}

function withoutLiterals(format: string): string {
  return format.replace(/'[^']*'/g, '');
}
