import { infiniteQueryOptions, type InfiniteData } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { ask } from '../../api/api';
import { ADJUSTMENTS, ASSEMBLIES, RECEIPTS, WRITE_OFFS } from './queries';
import type { DocumentsSearch } from './search';

interface Connection {
  readonly totalCount: number;
  readonly totalCountIsEstimate: boolean;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Documents of one kind, the newest first. */
function listOf<List extends Connection>(
  name: string,
  read: (place: string | null, after: string | null, signal: AbortSignal) => Promise<List>,
) {
  return ({ place }: DocumentsSearch) =>
    infiniteQueryOptions<List, Error, InfiniteData<List>, string[], string | null>({
      queryKey: [name, place ?? ''],
      queryFn: ({ pageParam, signal }) => read(place ?? null, pageParam, signal),
      initialPageParam: null,
      getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
      meta: { follows: 'stock' },
    });
}

export type ReceiptRow = ResultOf<typeof RECEIPTS>['receipts']['nodes'][0];
export type AdjustmentRow = ResultOf<typeof ADJUSTMENTS>['adjustments']['nodes'][0];
export type WriteOffRow = ResultOf<typeof WRITE_OFFS>['expiryWriteOffs']['nodes'][0];
export type AssemblyRow = ResultOf<typeof ASSEMBLIES>['assemblies']['nodes'][0];

export const receiptsQuery = listOf('receipts', async (place, after, signal) => {
  return (await ask(RECEIPTS, { place, after }, signal)).receipts;
});
export const adjustmentsQuery = listOf('adjustments', async (place, after, signal) => {
  return (await ask(ADJUSTMENTS, { place, after }, signal)).adjustments;
});
export const writeOffsQuery = listOf('write-offs', async (place, after, signal) => {
  return (await ask(WRITE_OFFS, { place, after }, signal)).expiryWriteOffs;
});
export const assembliesQuery = listOf('assemblies', async (place, after, signal) => {
  return (await ask(ASSEMBLIES, { place, after }, signal)).assemblies;
});
