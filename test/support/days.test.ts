import { addDays, earliestZone, latestZone, noonZone } from './days';

const MINUTES = Array.from(
  { length: 24 * 60 },
  (_, minute) => new Date(Date.UTC(2026, 0, 31, 0, minute)),
);

/** The date and the minute of the day in a zone. */
function local(zone: string, now: Date): { day: string; minute: number } {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const [day, time] = format.format(now).split(' ') as [string, string];
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return { day, minute: hours * 60 + minutes };
}

describe('time zones of test tenants, at every minute of a day', () => {
  it('it is between 12:00 and 13:00 in the noon zone, on the date of UTC', () => {
    const wrong = MINUTES.filter((now) => {
      const { day, minute } = local(noonZone(now), now);
      return day !== '2026-01-31' || minute < 12 * 60 || minute >= 13 * 60;
    });
    expect(wrong).toEqual([]);
  });

  it('the day of the latest zone is over in the earliest, and midnight is far away in both', () => {
    const wrong = MINUTES.filter((now) => {
      const [late, early] = [local(latestZone(now), now), local(earliestZone(now), now)];
      const near = [late, early].some(({ minute }) => minute < 29 || minute > 24 * 60 - 29);
      return near || late.day >= early.day;
    });
    expect(wrong).toEqual([]);
  });

  it('addDays crosses the end of a month', () => {
    expect([addDays('2026-02-28', 1), addDays('2026-01-01', -1)]).toEqual([
      '2026-03-01',
      '2025-12-31',
    ]);
  });
});
