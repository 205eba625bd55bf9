import type { ResultOf } from '@bincard/client';
import { query, queryClient } from '../../api/query';
import { AVAILABLE, MAPPED, SOURCE_NAME, SOURCES, SYNC_CHANGES, type IMPORT_ROWS } from './queries';

export type Source = ResultOf<typeof SOURCES>['syncSources'][0];
export type Run = ResultOf<typeof IMPORT_ROWS>['importProducts'];

export const sourcesQuery = query('sync-sources', SOURCES, {});
export const sourceNameQuery = (id: string) => query('sync-source-name', SOURCE_NAME, { id });
export const mappedQuery = (id: string) => query('sync-mapped', MAPPED, { id });
export const availableQuery = (id: string) => query('sync-available', AVAILABLE, { id });

export const changesQuery = (id: string) => query('sync-changes', SYNC_CHANGES, { id });

/** A run, or an edit of a source: whatever shows sources is asked for again. */
export const syncChanged = (): Promise<void> =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey: [name] }) =>
      name === 'today-syncs' || (typeof name === 'string' && name.startsWith('sync-')),
  });
