import type { ResultOf } from '@bincard/client';
import { query, queryClient } from '../../api/query';
import { REFUND_OF, SALE } from './queries';

export type Sale = NonNullable<ResultOf<typeof SALE>['sale']>;

export const saleQuery = (id: string) => query('sale', SALE, { id }, { follows: 'stock' });

/** The sale that a refund is of. */
export const refundQuery = (id: string) => query('refund', REFUND_OF, { id });

/** A sale was refunded or voided: it and the lists are asked for again. */
export async function saleChanged(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['sale'] }),
    queryClient.invalidateQueries({ queryKey: ['sales'] }),
  ]);
}
