// Midnight must not pass while a test runs. So the time zone of a test's tenant is one in which it is noon when the tests
// start, and a test that needs a day to be over moves its tenant between two zones in which midnight is far away.

const HOUR = 3_600_000;

/** The hour of the day, with its fraction, at an offset from UTC in hours. */
function hourAt(offset: number, now: Date): number {
  return (now.getTime() / HOUR + offset + 48) % 24;
}

/** The name of a time zone without daylight saving time. The tz database writes the offset with the opposite sign. */
function zoneOf(offset: number): string {
  return offset === 0 ? 'UTC' : `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}

function farFromMidnight(offsets: [number, number], now: Date): string {
  const [usual, instead] = offsets;
  const hour = hourAt(usual, now);
  return zoneOf(hour > 0.5 && hour < 23.5 ? usual : instead);
}

/** A time zone in which it is noon now. Its date is the date in UTC. */
export function noonZone(now = new Date()): string {
  return zoneOf(12 - now.getUTCHours());
}

/** One of the last zones of the world to begin a day; the same day is over in `earliestZone()`. */
export const latestZone = (now = new Date()): string => farFromMidnight([-12, -10], now);

/** One of the first zones of the world to begin a day. */
export const earliestZone = (now = new Date()): string => farFromMidnight([14, 13], now);

/** The calendar day (YYYY-MM-DD) a number of days after another. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 24 * HOUR).toISOString().slice(0, 10);
}
