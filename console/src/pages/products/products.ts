import type { ResultOf } from '@bincard/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { ask } from '../../api/api';
import { PRODUCTS } from './queries';
import { filterOf, type ProductSearch } from './search';

/** The products that match, in pages. What the view is called asks for nothing. */
export const productsQuery = ({ view: _, ...search }: ProductSearch) =>
  infiniteQueryOptions({
    queryKey: ['products', search],
    queryFn: ({ pageParam, signal }) =>
      ask(
        PRODUCTS,
        {
          ...{ filter: filterOf(search), after: pageParam },
          ...{ place: search.place ?? null, atPlace: search.place !== undefined },
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ products: { pageInfo } }) =>
      pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
    meta: { follows: 'stock' },
  });

/** A product of the list. */
export type Product = ResultOf<typeof PRODUCTS>['products']['nodes'][0];
