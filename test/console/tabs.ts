import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** What a tab's listeners and its test leave behind on it. */
const EVENTS = ['console', 'pageerror', 'request', 'response', 'dialog', 'download'] as const;
const DESK = { width: 1280, height: 720 };
const STORED =
  'cookies,file_systems,indexeddb,local_storage,service_workers,cache_storage,shader_cache';

/**
 * The tabs of a browser, each as on a machine of its own. One that was used is emptied and used again: with the files of
 * the console at hand it opens a page in half the time.
 */
export class Tabs {
  private readonly free = new Map<string, Page[]>();

  constructor(
    private readonly browser: Browser,
    private readonly origin: string,
  ) {}

  /** An empty tab, and what gives it back. */
  async open(
    options: BrowserContextOptions,
  ): Promise<{ page: Page; giveBack: () => Promise<void> }> {
    const { viewport, colorScheme, reducedMotion, ...others } = options;
    const key = JSON.stringify(others);
    const page = this.free.get(key)?.pop() ?? (await this.newTab(others));
    await page.setViewportSize(viewport ?? DESK);
    await page.emulateMedia({
      media: null, // as a screen
      colorScheme: colorScheme ?? 'light',
      reducedMotion: reducedMotion ?? 'no-preference',
    });
    const giveBack = async () => {
      try {
        await this.empty(page);
        this.free.set(key, [...(this.free.get(key) ?? []), page]);
      } catch {
        await page.context().close();
      }
    };
    return { page, giveBack };
  }

  private async newTab(options: BrowserContextOptions): Promise<Page> {
    const context: BrowserContext = await this.browser.newContext(options);
    return context.newPage();
  }

  private async empty(page: Page): Promise<void> {
    for (const event of EVENTS) page.removeAllListeners(event);
    await page.evaluate('sessionStorage.clear()');
    await page.goto('about:blank', { timeout: 5000 });
    const session = await page.context().newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', { origin: this.origin, storageTypes: STORED });
    await session.detach();
    await page.context().clearCookies();
  }
}
