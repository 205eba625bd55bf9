import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { ask } from '../../api/api';
import { BATCH } from './queries';

export type Batch = NonNullable<ResultOf<typeof BATCH>['batch']>;
export type BatchMovement = Batch['movements']['nodes'][0];

/** A batch with its movements, the oldest first. */
export const batchQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['batch', id],
    queryFn: ({ pageParam, signal }) => ask(BATCH, { id, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ batch }) =>
      batch?.movements.pageInfo.hasNextPage ? batch.movements.pageInfo.endCursor : undefined,
    meta: { follows: 'stock' },
  });
