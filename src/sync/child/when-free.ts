import { setTimeout as sleep } from 'node:timers/promises';
import { asSyncError } from './sqlite-errors';

/** Between attempts to lock. Short, because a program that writes all the time unlocks its file only for moments. */
const MAX_PAUSE_MS = 50;

/**
 * Runs `work`. While another program holds a lock it is tried again, for so long; `onBusy` is called after each attempt
 * that failed for that reason. Any other SQLite error becomes a SyncError.
 */
export async function whenFree<Result>(
  milliseconds: number,
  onBusy: (() => void) | undefined,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  const end = Date.now() + milliseconds;
  for (let pause = 2; ; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      const known = asSyncError(error);
      if (known?.failure !== 'SYNC_FILE_BUSY' || Date.now() > end) throw known ?? error;
      onBusy?.();
      await sleep(pause * (0.5 + Math.random()));
    }
  }
}
