import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import { localeOf } from '../../language';
import type { Batch, Month } from './expiry';
import classes from './ExpiryPage.module.css';

const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const SOON_DAYS = 7;

/** A month: how many batches expire on each day. */
export function ExpiryMonth(props: {
  month: Month;
  days: ReadonlyMap<string, readonly Batch[]>;
  chosen: string | undefined;
  choose: (day: string | undefined) => void;
}) {
  const { month, days, chosen, choose } = props;
  const { t, i18n } = useLingui();
  const format = useFormat();
  const locale = localeOf(i18n.locale);
  const inUtc = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const name = inUtc({ month: 'long', year: 'numeric' }).format(Date.parse(month.first));
  const weekday = inUtc({ weekday: 'short' });
  return (
    <table className={classes.month}>
      <caption>{name}</caption>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, day) => (
            <th key={day} scope="col">
              {weekday.format(MONDAY + day * DAY_MS)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {month.weeks.map((week, row) => (
          <tr key={row}>
            {week.map((day, column) => {
              if (day === undefined) return <td key={column} />;
              const number = Number(day.slice(8));
              const count = days.get(day)?.length ?? 0;
              const isToday = format.daysUntil(day) === 0;
              if (count === 0) {
                return (
                  <td key={column} aria-current={isToday ? 'date' : undefined}>
                    {number}
                  </td>
                );
              }
              const about = plural(count, { one: '# batch expires', other: '# batches expire' });
              return (
                <td key={column} aria-current={isToday ? 'date' : undefined}>
                  <button
                    type="button"
                    data-tone={format.daysUntil(day) <= SOON_DAYS ? 'bad' : 'watch'}
                    aria-pressed={day === chosen}
                    onClick={() => choose(day === chosen ? undefined : day)}
                  >
                    <span className="visually-hidden">{t`${format.day(day)}: ${about}`}</span>
                    <span aria-hidden="true">{number}</span>
                    <small aria-hidden="true">{format.number(count)}</small>
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
