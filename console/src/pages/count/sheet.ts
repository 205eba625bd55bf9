import type { ResultOf } from '@bincard/client';
import { queryClient } from '../../api/query';
import { countQuery } from './count';
import type { COUNT } from './queries';
import { meQuery } from '../../session/session';
import { forgetSheet, keepSheet, sheetOf } from '../../counting/queue';

/** Keeps an open count on the device, for the person who counts; one that is over is forgotten. */
export async function keepCount(owner: string, id: string): Promise<void> {
  const me = queryClient.getQueryData(meQuery.queryKey);
  const count = queryClient.getQueryData<ResultOf<typeof COUNT>>(countQuery(id).queryKey);
  if (!me || !count?.stockCount) return;
  if (count.stockCount.status === 'OPEN') await keepSheet({ countId: id, owner, me, count });
  else await forgetSheet(({ countId }) => countId === id);
}

/** Shows a count as it was last, without an answer. False where it is not kept. */
export async function restoreCount(id: string): Promise<boolean> {
  const sheet = await sheetOf(id);
  if (!sheet) return false;
  // Long ago, so that both are asked for again.
  queryClient.setQueryData(meQuery.queryKey as readonly unknown[], sheet.me, { updatedAt: 1 });
  const { queryKey } = countQuery(id);
  queryClient.setQueryData(queryKey as readonly unknown[], sheet.count, { updatedAt: 1 });
  return true;
}
