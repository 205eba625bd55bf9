import type { ReelSide } from './reel-side';
import { inReels } from './reels';

const STATUS = 'update reels set status = ?, last_date = null where reel_number = ?';

/** Causes each kind of conflict once, and returns what must be reported. */
export async function makeEachConflict(side: ReelSide, keys: string[]): Promise<string[]> {
  const there = (status: string, key: string) => inReels(side.file, STATUS, status, key);
  const remove = (key: string) =>
    inReels(side.file, 'delete from reels where reel_number = ?', key);
  const [soldThere, soldTwice, restocked, missing, missingSold, lost, twice, gone] = keys;
  for (const key of [restocked!, gone!]) await side.sell(key);
  await side.run('EXPORT');

  there('Sold', soldThere!);
  await side.sell(soldTwice!);
  there('Delivered', soldTwice!);
  there('In-stock', restocked!);
  remove(missing!);
  await side.sell(missingSold!);
  remove(missingSold!);
  await side.sell(lost!);
  there('Lost', lost!);
  await side.sell(twice!);
  inReels(side.file, 'insert into reels select * from reels where reel_number = ?', twice!);
  // This conflict ends when its row is deleted.
  there('In-stock', gone!);
  await side.run('IMPORT');
  remove(gone!);
  return [
    ...[`SOLD_THERE ${soldThere}`, `SOLD_ON_BOTH_SIDES ${soldTwice}`],
    ...[`RESTOCKED_THERE ${restocked}`, `ROW_MISSING ${missing}`, `ROW_MISSING ${missingSold}`],
    ...[`STATUS_CHANGED ${lost}`, `KEY_DUPLICATE ${twice}`],
  ];
}
