import { ask, Refused } from '../../api/api';
import { CLOSE } from './queries';

/** The first day that is still open, where one was refused for it. */
function firstOpenOf(error: unknown): string | undefined {
  const refusal = error instanceof Refused ? error.refusals[0] : undefined;
  return refusal?.code === 'EARLIER_DAY_OPEN' ? refusal.details.firstOpen : undefined;
}

/**
 * Closes a day and, before it, each that is still open and has movements: the server says which is the first. What was
 * closed stays closed if a later day is refused. `onClosed` is told of each.
 */
export async function closeUntil(day: string, onClosed: (day: string) => void): Promise<void> {
  let next = day;
  for (;;) {
    try {
      await ask(CLOSE, { day: next });
      onClosed(next);
      if (next === day) return;
      next = day;
    } catch (error) {
      const first = firstOpenOf(error);
      if (first === undefined || first >= next) throw error;
      next = first;
    }
  }
}
