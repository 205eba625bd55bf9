import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import { localeOf } from './language';
import { useMe } from './session/session';

const DAY_MS = 86_400_000;
const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** Numbers and dates as the reader writes them; days and times are those of the tenant's zone. */
export function useFormat() {
  const locale = localeOf(useLingui().i18n.locale);
  const { timeZone } = useMe();
  return useMemo(() => formats(locale, timeZone), [locale, timeZone]);
}

export function formats(locale: string, timeZone: string) {
  const number = new Intl.NumberFormat(locale);
  const signed = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' });
  const money = new Intl.NumberFormat(locale, {
    ...{ minimumFractionDigits: 2, maximumFractionDigits: 6 },
  });
  const short = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat(locale, {
    ...{ dateStyle: 'medium', timeStyle: 'short', timeZone },
  });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone });
  const long = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone });
  const since = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const iso = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone });
  const daysUntil = (day: string) =>
    Math.round((Date.parse(day) - Date.parse(iso.format(Date.now()))) / DAY_MS);
  return {
    number: (value: number) => number.format(value),
    /** A sum or a price, which the API writes as a decimal number: with every digit that it has, two at least. */
    money: (value: string) => money.format(value as `${number}`),
    /** A change: with its sign. */
    signed: (value: number) => signed.format(value),
    /** A business day or an expiry date, which has no time zone. */
    day: (day: string) => short.format(Date.parse(day)),
    /** A moment, in the tenant's zone. */
    time: (moment: string) => time.format(Date.parse(moment)),
    /** The time of a moment today, in the tenant's zone. */
    clock: (moment: string) => clock.format(Date.parse(moment)),
    /** The day of a moment in the tenant's zone, with its weekday. */
    longDay: (moment: number) => long.format(moment),
    /** How long ago a moment is, such as "3 minutes ago". */
    ago(moment: string): string {
      const ms = Date.parse(moment) - Date.now();
      const [unit, length] = STEPS.find(([, step]) => Math.abs(ms) >= step) ?? ['minute', 60_000];
      return since.format(Math.trunc(ms / length), unit);
    },
    daysUntil,
    /** The tenant's day, as the API writes it; and so many days before it. */
    today: (before = 0) => {
      const today = Date.parse(iso.format(Date.now())); // days of a calendar, not of 24 hours
      return new Date(today - before * DAY_MS).toISOString().slice(0, 10);
    },
    /** How far a day is from today, such as "tomorrow" or "in 12 days". */
    fromToday: (day: string) => since.format(daysUntil(day), 'day'),
  };
}
