import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { ask } from '../../api/api';
import { textOf } from '../../search';
import { EXTERNAL_ROWS } from './queries';

export type ExternalRow = ResultOf<typeof EXTERNAL_ROWS>['externalProducts']['nodes'][0];

/** Which rows are shown: the address of the page. */
export interface RowsSearch {
  readonly search?: string | undefined;
}

export const readRows = ({ search }: Record<string, unknown>): RowsSearch => ({
  search: textOf(search),
});

/** Rows that are available for import. */
export const rowsQuery = (id: string, { search }: RowsSearch) =>
  infiniteQueryOptions({
    queryKey: ['sync-rows', id, search],
    queryFn: ({ pageParam, signal }) =>
      ask(EXTERNAL_ROWS, { id, search: search ?? null, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ externalProducts: { pageInfo } }) =>
      pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
  });

const shown = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

/** What a row says, in one line: the attributes that it would have, or where it has a problem, its cells. */
export const factsOf = ({ product, values }: ExternalRow): string =>
  Object.entries((product?.attributes ?? values) as Record<string, unknown>)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name} ${shown(value)}`)
    .join(' · ');
