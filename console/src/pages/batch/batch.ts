import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { ask } from '../../api/api';
import { oldestFirst } from '../../api/growing';
import { BATCH } from './queries';

export type Batch = NonNullable<ResultOf<typeof BATCH>['batch']>;
export type BatchMovement = Batch['movements']['nodes'][0];

/** A batch with its movements, the oldest first. */
export const batchQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['batch', id],
    queryFn: oldestFirst(
      (after, signal) => ask(BATCH, { id, after }, signal),
      ({ batch }) => batch?.movements.nodes.map((movement) => movement.id) ?? [],
    ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ batch }) =>
      batch?.movements.pageInfo.hasNextPage ? batch.movements.pageInfo.endCursor : undefined,
    meta: { follows: 'stock' },
  });
