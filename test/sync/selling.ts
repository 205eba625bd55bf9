import { setTimeout as sleep } from 'node:timers/promises';
import { syncOnce } from './reported';
import type { Random } from './random';
import type { SyncedTenant, Sold } from './synced-tenant';

const SESSIONS = 3;

/** Sells keys in several sessions while the source is synced repeatedly, until the sales and the edits are done. */
export async function sellWhile(
  synced: SyncedTenant,
  keys: string[],
  editing: Promise<unknown>,
  random: Random,
): Promise<Sold[]> {
  const sold: Sold[] = [];
  const queue = [...keys];
  let rounds = 0;
  const sellFromQueue = async () => {
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      // Half of the sales wait for the first complete sync, however slow the machine is.
      while (queue.length < keys.length / 2 && rounds === 0) await sleep(5);
      sold.push(await synced.sell(key));
      await sleep(random.below(20));
    }
  };
  let busy = true;
  const working = Promise.all([
    editing,
    ...Array.from({ length: SESSIONS }, sellFromQueue),
  ]).finally(() => (busy = false));
  const syncing = (async () => {
    for (; busy; rounds++) await syncOnce(synced);
    expect(rounds).toBeGreaterThan(1); // otherwise nothing ran concurrently
  })();
  await Promise.all([working, syncing]);
  return sold;
}
