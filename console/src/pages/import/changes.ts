import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { ask } from '../../api/api';
import { IMPORT_CHANGES } from './queries';

type Change = NonNullable<ResultOf<typeof IMPORT_CHANGES>['importRun']>['changes']['nodes'][0];

/** What the rows of a run change, 500 at a time; without the others where only changes are asked for. */
export const changesQuery = (id: string, changed: boolean) =>
  infiniteQueryOptions({
    queryKey: ['import-changes', id, changed],
    queryFn: ({ pageParam, signal }) =>
      ask(IMPORT_CHANGES, { id, after: pageParam, changed }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ importRun }) =>
      importRun?.changes.pageInfo.hasNextPage ? importRun.changes.pageInfo.endCursor : undefined,
  });

/** One field of a row: the first one of a row says what the row is about. */
export interface Line {
  readonly key: string;
  readonly row: number;
  readonly outcome: string;
  readonly subject: string;
  readonly isFirst: boolean;
  readonly change: Change['changes'][0] | undefined;
}

/** The fields of rows, each as a line of its own. */
export const linesOf = (rows: readonly Change[]): Line[] =>
  rows.flatMap(({ row, outcome, subject, changes }) => {
    const fields = changes.length === 0 ? [undefined] : changes;
    return fields.map((change, at): Line => {
      return { row, outcome, subject, key: `${row} ${at}`, isFirst: at === 0, change };
    });
  });
