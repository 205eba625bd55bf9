import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { ask } from '../../api/api';
import { query } from '../../api/query';
import { LOT, LOT_SALES } from './queries';

export type LotTrace = NonNullable<ResultOf<typeof LOT>['traceLot']>;
export type Lot = LotTrace['lot'];

export const lotQuery = (id: string) => query('lot', LOT, { id }, { follows: 'stock' });

/** Who was sold some of it, the newest first. */
export const lotSalesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['lot-sales', id],
    queryFn: ({ pageParam, signal }) => ask(LOT_SALES, { id, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ traceLot }) =>
      traceLot?.sales.pageInfo.hasNextPage ? traceLot.sales.pageInfo.endCursor : undefined,
    meta: { follows: 'stock' },
  });
