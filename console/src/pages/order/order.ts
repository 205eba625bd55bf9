import type { ResultOf } from '@bincard/client';
import { query, queryClient } from '../../api/query';
import { ORDER } from './queries';

export type Order = NonNullable<ResultOf<typeof ORDER>['purchaseOrder']>;

export const orderQuery = (id: string) => query('order', ORDER, { id }, { follows: 'stock' });

/** An order was written or has changed: it, the lists and the suggestions are asked for again. */
export async function ordersChanged(): Promise<void> {
  await Promise.all(
    ['order', 'orders', 'reorder', 'late-orders'].map((name) =>
      queryClient.invalidateQueries({ queryKey: [name] }),
    ),
  );
}
