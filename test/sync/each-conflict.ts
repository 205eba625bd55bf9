import type { SyncedTenant } from './synced-tenant';
import { inReels } from './reels';

const STATUS = 'update reels set status = ?, last_date = null where reel_number = ?';

/** Causes each kind of conflict once, and returns what must be reported. */
export async function makeEachConflict(synced: SyncedTenant, keys: string[]): Promise<string[]> {
  const there = (status: string, key: string) => inReels(synced.file, STATUS, status, key);
  const remove = (key: string) =>
    inReels(synced.file, 'delete from reels where reel_number = ?', key);
  const [soldThere, soldTwice, restocked, missing, missingSold, lost, twice, gone] = keys;
  for (const key of [restocked!, gone!]) await synced.sell(key);
  await synced.run('EXPORT');

  there('Sold', soldThere!);
  await synced.sell(soldTwice!);
  there('Delivered', soldTwice!);
  there('In-stock', restocked!);
  remove(missing!);
  await synced.sell(missingSold!);
  remove(missingSold!);
  await synced.sell(lost!);
  there('Lost', lost!);
  await synced.sell(twice!);
  inReels(synced.file, 'insert into reels select * from reels where reel_number = ?', twice!);
  // This conflict ends when its row is deleted.
  there('In-stock', gone!);
  await synced.run('IMPORT');
  remove(gone!);
  return [
    ...[`SOLD_THERE ${soldThere}`, `SOLD_ON_BOTH_SIDES ${soldTwice}`],
    ...[`RESTOCKED_THERE ${restocked}`, `ROW_MISSING ${missing}`, `ROW_MISSING ${missingSold}`],
    ...[`STATUS_CHANGED ${lost}`, `KEY_DUPLICATE ${twice}`],
  ];
}
