import { DateTime } from 'luxon';
import { formatHas, formatProblem } from './date-format';
import { parseDate } from './date-parser';

/** Named formats; any other is written in tokens (date-format.ts). */
const NAMED = ['ISO', 'SQL', 'UNIX'];
/** No date is longer. */
const MAX_TEXT = 64;
/** Luxon takes a time without a day for one of today. */
const BEGINS_WITH_YEAR = /^\d{4}-?[\dW]\d/;

/** Why dates cannot be read by a format, or undefined. */
export function dateFormatProblem(format: string): string | undefined {
  if (NAMED.includes(format)) return undefined;
  if (format.trim() === '') return 'such as yyyy-MM-dd, or ISO, SQL or UNIX';
  const problem = formatProblem(format);
  if (problem) return problem;
  // Without one, the same text would mean another date each year.
  return formatHas(format, 'year') ? undefined : 'a format with a year, or ISO, SQL or UNIX';
}

const cache = new Map<string, string | undefined>();
const MAX_CACHED = 1_000;

/**
 * A date by its format, in a time zone: a day as 2026-01-31, or a moment in UTC where the text has a time; undefined where
 * it is none. Parsed dates are cached: they repeat from row to row, and parsing one costs as much as the rest of the row.
 */
export function dateText(text: string, format: string, zone: string): string | undefined {
  if (text.length > MAX_TEXT) return undefined;
  return cached(`${zone} ${format} ${text}`, () => {
    const read = readDate(text, format, zone);
    const utc = read.toUTC();
    if (!read.isValid || !hasFourDigits(read) || !hasFourDigits(utc)) return undefined;
    return hasTime(text, format) ? utc.toISO()! : read.toISODate()!;
  });
}

/** The start of a day in a time zone; undefined where the text is no day such as 2026-01-31. */
export function startOfDay(day: string, zone: string): string | undefined {
  return cached(`${zone} start ${day}`, () => {
    const start = DateTime.fromFormat(day, 'yyyy-MM-dd', { zone });
    return start.isValid && hasFourDigits(start.toUTC()) ? start.toUTC().toISO() : undefined;
  });
}

function hasFourDigits({ year }: DateTime): boolean {
  return year >= 1 && year <= 9999;
}

function cached(key: string, read: () => string | undefined): string | undefined {
  if (!cache.has(key)) {
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(key, read());
  }
  return cache.get(key);
}

function readDate(text: string, format: string, zone: string): DateTime {
  if (format === 'UNIX') return DateTime.fromSeconds(/^\d{1,12}$/.test(text) ? Number(text) : NaN);
  if (!NAMED.includes(format)) return parseDate(text, format, zone);
  if (!BEGINS_WITH_YEAR.test(text)) return DateTime.invalid('no day');
  if (format === 'SQL') return DateTime.fromSQL(text, { zone });
  return DateTime.fromISO(text.replace(' ', 'T'), { zone });
}

function hasTime(text: string, format: string): boolean {
  if (format === 'ISO') return /[T ]/.test(text);
  return NAMED.includes(format) || formatHas(format, 'time');
}
