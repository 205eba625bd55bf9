/** A day on which something moved. */
export interface Day {
  readonly day: string;
  readonly opening: number;
  readonly closing: number;
}

const DAY_S = 86_400;
const secondsOf = (day: string) => Date.parse(day) / 1000;

/** A day by its number of seconds; in UTC, as days have no zone. */
export const dayOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);

/** The stock before the first day, and at the end of each day from then on: points of a line of steps. */
export function pointsOf(days: readonly Day[], from: string, to: string): [number[], number[]] {
  const start = secondsOf(from);
  const count = Math.round((secondsOf(to) - start) / DAY_S) + 1;
  const closings = new Map(days.map(({ day, closing }) => [day, closing]));
  const times = [start];
  const stock = [days[0]!.opening];
  for (let at = 0; at < count; at++) {
    times.push(start + (at + 1) * DAY_S);
    stock.push(closings.get(dayOf(start + at * DAY_S)) ?? stock[at]!);
  }
  return [times, stock];
}
