// Run in the browser, so nothing outside a function may be used in it.

/** In the page: whether nothing on it is loading any more. */
export function isLoaded(): boolean {
  const { document } = globalThis as unknown as {
    document: { querySelector(selector: string): object | null };
  };
  return document.querySelector('main [role=status][aria-label]') === null;
}

/** In the page: clicks a link and waits for the frame in which something of the other page is there. */
export function changed(to: { link: string; path: string; isThere: string }): Promise<number> {
  const { document, location, requestAnimationFrame } = globalThis as unknown as {
    document: { querySelector(selector: string): { click(): void } | null };
    location: { pathname: string };
    requestAnimationFrame: (callback: () => void) => void;
  };
  return new Promise((resolve) => {
    const begin = performance.now();
    document.querySelector(to.link)!.click();
    const look = () => {
      const isThere = location.pathname === to.path && document.querySelector(to.isThere);
      if (isThere) requestAnimationFrame(() => resolve(performance.now() - begin));
      else requestAnimationFrame(look);
    };
    look();
  });
}

export interface Scrolled {
  readonly frames: number;
  readonly milliseconds: number;
  /** The longest time between two frames, in milliseconds. */
  readonly worstFrameMs: number;
  /** The last row that was drawn. */
  readonly row: number;
}

/** In the page: scrolls 300 pixels further in each frame, until a row is reached or the time is over. */
export function scrolled(until: { row: number; milliseconds: number }): Promise<Scrolled> {
  interface Row {
    getAttribute(name: string): string | null;
  }
  const window = globalThis as unknown as {
    scrollBy(x: number, y: number): void;
    requestAnimationFrame(callback: (now: number) => void): void;
    document: { querySelectorAll(selector: string): ArrayLike<Row> };
  };
  const lastRow = () => {
    const rows = window.document.querySelectorAll('tbody tr[aria-rowindex]');
    return Number(rows[rows.length - 1]?.getAttribute('aria-rowindex') ?? 0);
  };
  return new Promise((resolve) => {
    let [frames, worstFrameMs, row] = [0, 0, 0];
    let [begin, before] = [0, 0];
    const step = (now: number) => {
      if (begin === 0) [begin, before] = [now, now];
      worstFrameMs = Math.max(worstFrameMs, now - before);
      before = now;
      row = Math.max(row, lastRow());
      const milliseconds = now - begin;
      if (row >= until.row || milliseconds >= until.milliseconds)
        return resolve({ frames, milliseconds, worstFrameMs, row });
      frames++;
      window.scrollBy(0, 300);
      window.requestAnimationFrame(step);
    };
    window.requestAnimationFrame(step);
  });
}
