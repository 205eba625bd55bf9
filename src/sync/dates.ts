import { DateTime } from 'luxon';
import { RowError } from './errors';
import { short } from './short';

/** Named formats; any other is written in Luxon's tokens. */
const NAMED = ['ISO', 'SQL', 'UNIX'];
/** Tokens of Luxon for a time of the day, alone or in a whole date. */
const TIME = /[HhmsSuTtfFXx]/;
/** Tokens for a year, alone or in a whole date. */
const YEAR = /[ykDfFXx]/;
/** Luxon takes a time without a day for one of today. */
const BEGINS_WITH_YEAR = /^\d{4}-?[\dW]\d/;

/** Whether a format includes the year. Without one, the same text would mean another date each year. */
export function namesYear(format: string): boolean {
  return NAMED.includes(format) || YEAR.test(withoutLiterals(format));
}

const cache = new Map<string, string>();
const MAX_CACHED = 1_000;

/**
 * A date by its format, in a time zone: a day as 2026-01-31, or a moment in UTC where the text has a time. Throws
 * RowError. Parsed dates are cached: they repeat from row to row, and parsing one costs as much as the rest of the row.
 */
export function dateText(text: string, format: string, zone: string): string {
  return cached(`${zone} ${format} ${text}`, () => {
    const read = readDate(text, format, zone);
    if (!read.isValid || read.year < 1 || read.year > 9999) {
      throw new RowError(
        'VALUE_NOT_DATE',
        `"${short(text)}" is not a date in the format ${format}`,
      );
    }
    return hasTime(text, format) ? read.toUTC().toISO() : read.toISODate();
  });
}

/** The start of a day in a time zone. Throws RowError. */
export function startOfDay(day: string, zone: string): string {
  return cached(`${zone} start ${day}`, () => {
    const start = DateTime.fromFormat(day, 'yyyy-MM-dd', { zone });
    if (!start.isValid) throw new RowError('VALUE_NOT_DATE', `"${short(day)}" is not a date`);
    return start.toUTC().toISO();
  });
}

function cached(key: string, read: () => string): string {
  let value = cache.get(key);
  if (value === undefined) {
    value = read();
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(key, value);
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
