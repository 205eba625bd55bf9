import type { ResultOf } from '@bincard/client';
import { queryOptions } from '@tanstack/react-query';
import { ask } from '../../../api/api';
import { READ_CHOSEN } from './bulk-queries';

export type Chosen = ResultOf<typeof READ_CHOSEN>['products']['nodes'][0];

/** So many rows are in one page of an answer. */
const PAGE = 500;

/** The products as they are now, in the order in which they were chosen. One whose SKU has changed since is left out. */
export async function readChosen(
  chosen: readonly { readonly id: string; readonly sku: string }[],
  signal?: AbortSignal,
): Promise<Chosen[]> {
  const found = new Map<string, Chosen>();
  for (let from = 0; from < chosen.length; from += PAGE) {
    const skus = chosen.slice(from, from + PAGE).map(({ sku }) => sku);
    const { products } = await ask(READ_CHOSEN, { skus }, signal);
    for (const product of products.nodes) found.set(product.id, product);
  }
  return chosen.flatMap(({ id }) => found.get(id) ?? []);
}

/** Read once for a dialog: what is shown is what is compared with when it is written. */
export const chosenQuery = (opened: string, chosen: Parameters<typeof readChosen>[0]) =>
  queryOptions({
    queryKey: ['bulk-edit', opened],
    queryFn: ({ signal }) => readChosen(chosen, signal),
    staleTime: Infinity,
    gcTime: 0,
  });
