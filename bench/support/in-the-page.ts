// Run in the browser, so nothing outside a function may be used in it.

/** In the page: clicks a link and waits for the frame in which something of the other page is there. */
export function changed({ link, isThere }: { link: string; isThere: string }): Promise<number> {
  const { document, requestAnimationFrame } = globalThis as unknown as {
    document: { querySelector(selector: string): { click(): void } | null };
    requestAnimationFrame: (callback: () => void) => void;
  };
  return new Promise((resolve) => {
    const begin = performance.now();
    document.querySelector(link)!.click();
    const look = () => {
      if (document.querySelector(isThere)) {
        requestAnimationFrame(() => resolve(performance.now() - begin));
      } else requestAnimationFrame(look);
    };
    look();
  });
}

/** In the page: scrolls 300 pixels further in each frame, and returns the frames a second. */
export function scrolled(milliseconds: number): Promise<number> {
  const window = globalThis as unknown as {
    scrollBy(x: number, y: number): void;
    requestAnimationFrame(callback: () => void): void;
  };
  return new Promise((resolve) => {
    const begin = performance.now();
    let frames = 0;
    const step = () => {
      const elapsed = performance.now() - begin;
      if (elapsed >= milliseconds) return resolve((frames * 1000) / elapsed);
      frames++;
      window.scrollBy(0, 300);
      window.requestAnimationFrame(step);
    };
    window.requestAnimationFrame(step);
  });
}
