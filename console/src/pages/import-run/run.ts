import { infiniteQueryOptions } from '@tanstack/react-query';
import { ask } from '../../api/api';
import { IMPORT_RUN } from './queries';

/** A run with its problems, 100 at a time. */
export const importRunQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['import-run', id],
    queryFn: ({ pageParam, signal }) => ask(IMPORT_RUN, { id, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ importRun }) =>
      importRun?.problems.pageInfo.hasNextPage ? importRun.problems.pageInfo.endCursor : undefined,
  });
