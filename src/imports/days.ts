import { dateFormatProblem, dateText } from '../dates/dates';
import { ImportError, shown } from './errors';

/** How the days of a column are written: a format in Luxon's tokens, or the order that the file shows. */
export type DayOrder = 'day first' | 'month first';

/** Midnight behind a day, as databases and spreadsheets write one. */
const MIDNIGHT = /[ T]0{1,2}:00(:00(\.0+)?)?Z?$/;
const YEAR_FIRST = /^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;

/** What the days of a file show of their order: an example of each. */
export class DayForms {
  private dayFirst: string | undefined;
  private monthFirst: string | undefined;
  private unclear: string | undefined;

  look(text: string): void {
    const found = YEAR_LAST.exec(withoutTime(text));
    if (!found) return;
    const [, first, , second, year] = found.map(Number) as [0, number, 0, number, number];
    const isDayFirst = dayOf(year, second, first) !== undefined;
    const isMonthFirst = dayOf(year, first, second) !== undefined;
    if (isDayFirst && isMonthFirst) {
      if (first !== second) this.unclear ??= text;
    } else if (isDayFirst) this.dayFirst ??= text;
    else if (isMonthFirst) this.monthFirst ??= text;
  }

  /** Throws DATE_FORMAT_AMBIGUOUS where the file does not show one order. */
  decide(column: string): DayOrder {
    const { dayFirst, monthFirst, unclear } = this;
    const help = 'give the format, such as --date-format dd/MM/yyyy or MM/dd/yyyy';
    if (dayFirst !== undefined && monthFirst !== undefined) {
      throw new ImportError(
        'DATE_FORMAT_AMBIGUOUS',
        `"${column}" has days with the day first (${shown(dayFirst)}) and with the month first (${shown(monthFirst)}): ${help}`,
        { columns: [column], values: [shown(dayFirst), shown(monthFirst)] },
      );
    }
    if (dayFirst === undefined && monthFirst === undefined && unclear !== undefined) {
      throw new ImportError(
        'DATE_FORMAT_AMBIGUOUS',
        `${shown(unclear)} in "${column}" can be read in two ways, and no other row tells which: ${help}`,
        { columns: [column], values: [shown(unclear)] },
      );
    }
    return monthFirst === undefined ? 'day first' : 'month first';
  }
}

/** Throws DATE_FORMAT_INVALID for a format that cannot be used. */
export function checkFormat(format: string): void {
  const problem = dateFormatProblem(format);
  if (problem) {
    throw new ImportError('DATE_FORMAT_INVALID', `The date format ${shown(format)}: ${problem}`);
  }
}

/** A day as 2026-01-31; undefined where the text is none. */
export function plainDay(text: string, form: DayOrder | { format: string }): string | undefined {
  if (typeof form === 'object') return dateText(text.trim(), form.format, 'UTC')?.slice(0, 10);
  const day = withoutTime(text);
  const yearFirst = YEAR_FIRST.exec(day);
  if (yearFirst) {
    const [, year, , month, date] = yearFirst.map(Number);
    const isShort = yearFirst[2] === '' && day.length !== 8; // 2026115 could be two days
    return isShort ? undefined : dayOf(year!, month!, date!);
  }
  const yearLast = YEAR_LAST.exec(day);
  if (!yearLast) return undefined;
  const [, first, , second, year] = yearLast.map(Number);
  return form === 'day first' ? dayOf(year!, second!, first!) : dayOf(year!, first!, second!);
}

/** Why a text that is written as a day is none: the calendar does not have it. */
export function noSuchDay(text: string, form: DayOrder | { format: string }): string | undefined {
  const [year, month, day] = partsOf(withoutTime(text), form) ?? [];
  // Another month may be the day, in another order.
  if (year === undefined || year < 1000 || month! < 1 || month! > 12) return undefined;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const last = `${year}-${String(month).padStart(2, '0')}-${days}`;
  return day! > days ? `the last day of that month is ${last}` : undefined;
}

/** Year, month and day of a text that has three numbers in the order of a form. */
function partsOf(day: string, form: DayOrder | { format: string }): number[] | undefined {
  const isFormat = typeof form === 'object';
  const yearFirst = YEAR_FIRST.exec(day);
  if (yearFirst && (!isFormat || form.format.startsWith('y'))) {
    return [1, 3, 4].map((at) => Number(yearFirst[at]));
  }
  const isDayFirst = isFormat ? form.format.startsWith('d') : form === 'day first';
  const yearLast = YEAR_LAST.exec(day);
  if (!yearLast || (isFormat && !/^[dM]/.test(form.format))) return undefined;
  return (isDayFirst ? [4, 3, 1] : [4, 1, 3]).map((at) => Number(yearLast[at]));
}

function withoutTime(text: string): string {
  return text.trim().replace(MIDNIGHT, '');
}

function dayOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists =
    year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month > 0;
  return exists ? date.toISOString().slice(0, 10) : undefined;
}
