import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { ask } from '../../api/api';
import { IMPORT_RUNS } from './queries';

export type ImportRun = ResultOf<typeof IMPORT_RUNS>['importRuns']['nodes'][0];

/** Files that were checked or brought in, the newest first. */
export const runsQuery = infiniteQueryOptions({
  queryKey: ['import-runs'],
  queryFn: ({ pageParam, signal }) => ask(IMPORT_RUNS, { after: pageParam }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: ({ importRuns: { pageInfo } }) =>
    pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
});
