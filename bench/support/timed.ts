/** How long work takes until its end, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** A figure to a tenth. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;
