import { infiniteQueryOptions } from '@tanstack/react-query';
import { ask } from '../../api/api';
import { query } from '../../api/query';
import { BATCHES, BIN_CARD, DAYS, LOTS, MOVEMENTS, PRODUCT, SUMS } from './queries';
import { PARTS, type Part } from './search';

const follows = (product: string) => ({ follows: 'stock', product }) as const;

/** The first day that any document can be of. */
export const FIRST_DAY = '2000-01-01';

export interface Period {
  readonly id: string;
  readonly place: string | null;
  readonly from: string;
  readonly to: string;
}

export const productQuery = (id: string) => query('product', PRODUCT, { id }, follows(id));
export const batchesQuery = (id: string) => query('product-batches', BATCHES, { id }, follows(id));
export const lotsQuery = (id: string) => query('product-lots', LOTS, { id }, follows(id));
export const daysQuery = (period: Period) =>
  query('product-days', DAYS, period, follows(period.id));
export const sumsQuery = (period: Period) =>
  query('product-sums', SUMS, period, follows(period.id));

/** The card, the oldest movement first, each with the balance after it. */
export const cardQuery = (period: Period) =>
  infiniteQueryOptions({
    queryKey: ['bin-card', period],
    queryFn: ({ pageParam, signal }) => ask(BIN_CARD, { ...period, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ binCard: { entries } }) =>
      entries.pageInfo.hasNextPage ? entries.pageInfo.endCursor : undefined,
    meta: follows(period.id),
  });

/** The movements that one part of a figure is made of, the newest first. */
export const partQuery = ({ id, place, from, to }: Period, part: Part) =>
  infiniteQueryOptions({
    queryKey: ['movements', id, place, from, to, part],
    queryFn: ({ pageParam, signal }) => {
      const filter = {
        ...{ productId: id, locationId: place, businessDateFrom: from, businessDateTo: to },
        kinds: [...PARTS[part]],
      };
      return ask(MOVEMENTS, { filter, after: pageParam }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ movements: { pageInfo } }) =>
      pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
    meta: follows(id),
  });
