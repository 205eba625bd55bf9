import type { InfiniteData, QueryFunctionContext, QueryKey } from '@tanstack/react-query';

// Lists of movements, in pages: a movement is written once and never changes. So of what was read before only the end at
// which new ones stand is asked for again, however many pages there are.

type Cursor = string | null;
type Asked = QueryFunctionContext<QueryKey, Cursor>;
type Ask<Page> = (after: Cursor, signal: AbortSignal) => Promise<Page>;

function knownPage<Page>({ client, queryKey, pageParam }: Asked) {
  const known = client.getQueryData<InfiniteData<Page, Cursor>>(queryKey);
  const at = known?.pageParams.indexOf(pageParam) ?? -1;
  return { page: known?.pages[at], isLast: at + 1 === known?.pages.length };
}

/** Reads a list whose oldest rows come first: its last page again, and the figures of the whole with it. */
export function oldestFirst<Page>(ask: Ask<Page>, rowsOf: (page: Page) => readonly string[]) {
  return async (asked: Asked): Promise<Page> => {
    const { pageParam, signal, client, queryKey } = asked;
    const { page: known, isLast } = knownPage<Page>(asked);
    if (known && !isLast) return known;
    const page = await ask(pageParam, signal);
    const rows = rowsOf(page);
    // What began earlier and was committed later stands among what was read: then all of it is read again.
    if (known && rowsOf(known).some((row, at) => row !== rows[at]))
      setTimeout(() => void client.resetQueries({ queryKey, exact: true }));
    return page;
  };
}

/** Reads a list whose newest rows come first: what is new is put before what was read. */
export function newestFirst<Page, Row extends { readonly id: string }>(
  ask: Ask<Page>,
  rowsOf: (page: Page) => readonly Row[],
  /** The first page that was read, with new rows before it. */
  withRows: (known: Page, page: Page, added: readonly Row[]) => Page,
) {
  return async (asked: Asked): Promise<Page> => {
    const { pageParam, signal } = asked;
    const { page: known } = knownPage<Page>(asked);
    if (known && pageParam !== null) return known;
    const page = await ask(pageParam, signal);
    const [old, rows] = [known ? rowsOf(known) : [], rowsOf(page)];
    const at = rows.findIndex(({ id }) => id === old[0]?.id);
    const isSame = rows.slice(at).every(({ id }, n) => n >= old.length || id === old[n]!.id);
    // Where more is new than a page holds, the pages that follow it are others, too.
    return known && at >= 0 && isSame ? withRows(known, page, rows.slice(0, at)) : page;
  };
}
