import type { BrowserContext, Page } from 'playwright-core';

// What a page shows to a person: its controls and its links, read at once when nothing is on its way any more.

interface Element {
  readonly tagName: string;
  readonly textContent: string;
  readonly labels?: ArrayLike<Element>;
  getAttribute(name: string): string | null;
  getClientRects(): ArrayLike<unknown>;
}
/** So many frames without a question, and the page has all that it asks for. */
const FRAMES = 5;

interface Watched {
  asked: number;
  restful: number;
  fetch: (...given: unknown[]) => Promise<unknown>;
  readonly history: { pushState(state: null, unused: string, url: string): void };
  readonly document: {
    title: string;
    querySelector(of: string): Element | null;
    querySelectorAll(of: string): ArrayLike<Element>;
  };
  readonly location: { pathname: string };
}

/** From the next page on, counts the requests of a page that are not answered. */
export async function watchRequests(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const page = globalThis as unknown as Watched;
    const ask = page.fetch;
    page.asked = 0;
    page.fetch = (...given) => {
      page.asked++;
      return ask(...given).finally(() => page.asked--);
    };
  });
}

/** Leads to an address as a link would, and waits until the page has all that it asks for. */
export async function lead(page: Page, to: string): Promise<void> {
  await page.evaluate((address) => {
    const seen = globalThis as unknown as Watched;
    const { history, document, location } = seen;
    seen.restful = 0;
    // A page names itself once it is drawn; until then the one before it is shown. What stays has its name.
    if (location.pathname !== address.split('?')[0]) document.title = '';
    history.pushState(null, '', address);
  }, to);
  const hasAll = page.waitForFunction(
    (frames) => {
      const seen = globalThis as unknown as Watched;
      const { asked, document } = seen;
      const isAtRest =
        asked === 0 &&
        document.title !== '' &&
        !document.querySelector('main [aria-label=Loading]');
      // An answer may lead to the next question.
      seen.restful = isAtRest ? seen.restful + 1 : 0;
      return seen.restful > frames;
    },
    FRAMES,
    { timeout: 90_000 },
  );
  await hasAll.catch(async () => {
    const text = await page.locator('main').innerText();
    throw new Error(`${to} does not come to rest: ${text}`);
  });
}

export interface Shown {
  readonly heading: string;
  readonly text: string;
  /** The names of the buttons and fields, in order of the alphabet; each once. */
  readonly controls: string[];
  /** The paths that links lead to; each once. */
  readonly links: string[];
}

/** What is shown in a part of the page. */
export async function shownIn(page: Page, part: string): Promise<Shown> {
  const { controls, links, ...said } = await page.evaluate((within) => {
    const { document } = globalThis as unknown as Watched;
    const all = (of: string) =>
      Array.from(document.querySelectorAll(of)).filter((each) => each.getClientRects().length > 0);
    return {
      heading: document.querySelector(`${within} h1`)?.textContent ?? '',
      text: document.querySelector(within)?.textContent ?? '',
      controls: all(`${within} :is(button, input, select, textarea)`).map(
        (each) =>
          each.getAttribute('aria-label') ??
          ((each.labels?.[0] ?? each).textContent || (each.getAttribute('placeholder') ?? '')),
      ),
      links: all(`${within} a[href]`).map(
        (each) => (each as unknown as { pathname: string }).pathname,
      ),
    };
  }, part);
  const once = (names: string[]) => [...new Set(names.map((name) => name.trim()))].sort();
  return { ...said, controls: once(controls), links: once(links) };
}

/** The path of the page that an address leads to. */
export function pageOf(address: string, paths: readonly string[]): string {
  const matching = paths.filter((each) =>
    new RegExp(`^${each.replaceAll(/\$\w+/g, '[^/]+')}$`).test(address),
  );
  // /sync/new is not a source.
  return matching.find((each) => !each.includes('$')) ?? matching[0] ?? address;
}
