import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { ask } from '../../api/api';
import { query } from '../../api/query';
import { textOf } from '../../search';
import { RUN, RUNS } from './queries';

export type LoggedRun = ResultOf<typeof RUNS>['syncRuns']['nodes'][0];

/** Which run is open: the address of the page. */
export interface LogSearch {
  readonly run?: string | undefined;
}

export const readLog = ({ run }: Record<string, unknown>): LogSearch => ({ run: textOf(run) });

export const runQuery = (run: string) => query('sync-log-run', RUN, { run });

/** Runs, the newest first: the list itself begins with the oldest. */
export const runsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['sync-log', id],
    queryFn: ({ pageParam, signal }) => ask(RUNS, { id, before: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ syncRuns: { pageInfo } }) =>
      pageInfo.hasPreviousPage ? pageInfo.startCursor : undefined,
  });
