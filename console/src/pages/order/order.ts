import type { ResultOf } from '@bincard/client';
import { query, queryClient } from '../../api/query';
import { ORDER } from './queries';

export type Order = NonNullable<ResultOf<typeof ORDER>['purchaseOrder']>;

export const orderQuery = (id: string) => query('order', ORDER, { id }, { follows: 'stock' });

/** The order as it was read last. */
export const openNow = (id: string): Order | undefined =>
  queryClient.getQueryData<ResultOf<typeof ORDER>>(orderQuery(id).queryKey)?.purchaseOrder ??
  undefined;

/** An order was written or has changed: it, the lists and the suggestions are asked for again. */
export async function ordersChanged(): Promise<void> {
  await Promise.all(
    ['order', 'orders', 'reorder', 'late-orders'].map((name) =>
      queryClient.invalidateQueries({ queryKey: [name] }),
    ),
  );
}
