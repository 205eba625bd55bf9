import { useEffect } from 'react';
import { client } from '../api/api';
import { queryClient, tellSignedOut } from '../api/query';
import { STOCK_CHANGED } from './queries';

/** Many movements at once are one reason to ask again. */
const PAUSE_MS = 500;

/** Asks again what shows stock of these products, and what shows stock of any. */
function refresh(products: ReadonlySet<string>): void {
  void queryClient.invalidateQueries({
    predicate: ({ meta }) =>
      meta?.follows === 'stock' && (meta.product === undefined || products.has(meta.product)),
  });
}

async function follow(signal: AbortSignal): Promise<void> {
  const moved = new Set<string>();
  let timer: number | undefined;
  const events = client.subscribe(STOCK_CHANGED, {}, { signal });
  for await (const event of events) {
    if (!event.ok) continue;
    moved.add(event.data.stockChanged.movement.product.id);
    timer ??= window.setTimeout(() => {
      timer = undefined;
      refresh(moved);
      moved.clear();
    }, PAUSE_MS);
  }
}

/** How the server closes the connection of a session that has ended. */
const ENDED = 4401;

/** Shows what others do without a reload: while somebody is signed in, stock that moves is asked for again. */
export function useLiveStock(isSignedIn: boolean): void {
  useEffect(() => {
    if (!isSignedIn) return;
    const stop = new AbortController();
    follow(stop.signal).catch((error: unknown) => {
      if ((error as { code?: number }).code === ENDED) tellSignedOut();
    });
    return () => stop.abort();
  }, [isSignedIn]);
}
