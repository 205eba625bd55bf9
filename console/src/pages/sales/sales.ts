import { infiniteQueryOptions } from '@tanstack/react-query';
import { ask } from '../../api/api';
import { dayOf } from '../../days';
import { oneOf, textOf } from '../../search';
import { SALES } from './queries';

export const SALE_STATUSES = ['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'VOIDED'] as const;

/** Which sales are shown: the address of the page. */
export interface SalesSearch {
  readonly status?: (typeof SALE_STATUSES)[number] | undefined;
  readonly place?: string | undefined;
  /** Business days: the first and the last. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export function readSales({ status, place, from, to }: Record<string, unknown>): SalesSearch {
  return {
    ...{ status: oneOf(status, SALE_STATUSES), place: textOf(place) },
    ...{ from: dayOf(from), to: dayOf(to) },
  };
}

/** Sales, the newest first. */
export const salesQuery = (search: SalesSearch) =>
  infiniteQueryOptions({
    queryKey: ['sales', search],
    queryFn: ({ pageParam, signal }) => ask(SALES, { ...search, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ sales: { pageInfo } }) =>
      pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
    meta: { follows: 'stock' },
  });
