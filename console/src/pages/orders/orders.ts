import { infiniteQueryOptions } from '@tanstack/react-query';
import { ask } from '../../api/api';
import { oneOf } from '../../search';
import { ORDERS } from './queries';

export const ORDER_STATUSES = [
  'DRAFT',
  'ORDERED',
  'PARTIALLY_RECEIVED',
  'RECEIVED',
  'CLOSED_SHORT',
  'CANCELLED',
] as const;

/** Which orders are shown: the address of the page. */
export interface OrdersSearch {
  readonly status?: (typeof ORDER_STATUSES)[number] | undefined;
  readonly late?: true | undefined;
}

export function readOrders({ status, late }: Record<string, unknown>): OrdersSearch {
  return { status: oneOf(status, ORDER_STATUSES), late: oneOf(late, [true] as const) };
}

/** Purchase orders, the newest first. */
export const ordersQuery = (search: OrdersSearch) =>
  infiniteQueryOptions({
    queryKey: ['orders', search],
    queryFn: ({ pageParam, signal }) => ask(ORDERS, { ...search, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ purchaseOrders: { pageInfo } }) =>
      pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
    meta: { follows: 'stock' },
  });
