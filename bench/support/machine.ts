import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** The one machine whose figures are kept. */
export const MACHINE = '2 cores, 24 GiB, shared';

const MOST = 1;
const MINUTES = Number(process.env['BENCH_PATIENCE'] ?? 5);

/** How busy the machine is: the processes that ran or waited to run in the last minute, on average. */
export const loadAverage = (): number => Math.round(os.loadavg()[0]! * 100) / 100;

export const isQuiet = (): boolean => loadAverage() <= MOST;

/** Waits until what ran before a benchmark has left the load average. */
export async function whenQuiet(): Promise<void> {
  for (let second = 0; second < MINUTES * 60 && !isQuiet(); second += 5) await sleep(5_000);
}
