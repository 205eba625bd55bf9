const LONGEST_MS = 10_000;

/** How long to wait after so many attempts: twice as long after each, and never all clients at the same moment. */
export function pauseAfter(attempts: number, firstMs: number): number {
  return Math.min(firstMs * 2 ** (attempts - 1), LONGEST_MS) * (0.5 + Math.random() / 2);
}

/** Waits, until the signal is aborted at the latest. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
  });
}
