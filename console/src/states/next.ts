/** The parts of a list in pages that say what its next page is up to. */
interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** How a table asks for its next rows; where they did not come, a person asks again. */
export function nextOf(found: Pages) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError } = found;
  const ask = () => void found.fetchNextPage();
  return {
    more: hasNextPage && !isFetchingNextPage && !isFetchNextPageError ? ask : undefined,
    retry: isFetchNextPageError ? ask : undefined,
  };
}
