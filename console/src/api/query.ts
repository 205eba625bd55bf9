import { QueryCache, QueryClient, queryOptions, type QueryKey } from '@tanstack/react-query';
import { ask, Refused } from './api';

declare module '@tanstack/react-query' {
  interface Register {
    /** What is asked again when stock changes: that of one product, or of any. */
    queryMeta: { follows?: 'stock'; product?: string };
  }
}

/** What is told when the server no longer knows who asks. */
const whenSignedOut = new Set<() => void>();

export function onSignedOut(tell: () => void): () => void {
  whenSignedOut.add(tell);
  return () => void whenSignedOut.delete(tell);
}

const isRefused = (error: unknown, code: string): boolean =>
  error instanceof Refused && error.refusals[0].code === code;

export const isSignedOut = (error: unknown): boolean => isRefused(error, 'UNAUTHENTICATED');

export const isForbidden = (error: unknown): boolean => isRefused(error, 'FORBIDDEN');

/** Tells the pages that nobody is signed in any more. */
export function tellSignedOut(): void {
  for (const tell of whenSignedOut) tell();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (isSignedOut(error)) tellSignedOut();
    },
  }),
  defaultOptions: {
    // The client has tried again already; a page that cannot be loaded says so rather than waiting.
    queries: { staleTime: 5_000, gcTime: 300_000, retry: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** How often a page asks again for what no event tells of, while it is looked at. */
const AGAIN_MS = 20_000;

/** Of what no event tells of: asked again while the page is looked at. */
export const again = { refetchInterval: AGAIN_MS };

/** The same of a list that grows: asked again as long as few of its pages are shown, since each is asked for anew. */
export const againWhileShort = {
  refetchInterval: ({ state: { data } }: { state: { data?: { pages: unknown[] } | undefined } }) =>
    (data?.pages.length ?? 0) <= 3 && AGAIN_MS,
};

/** A query by its name and variables. */
export function query<Data, Variables extends object>(
  name: string,
  document: Parameters<typeof ask<Data, Variables>>[0],
  variables: Variables,
  more: { follows?: 'stock'; product?: string } = {},
) {
  const queryKey: QueryKey = [name, variables];
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => ask(document, variables, signal),
    meta: more,
  });
}
