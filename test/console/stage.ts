import { readFileSync } from 'node:fs';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from 'playwright-core';
import type { Role } from '../../src/auth/token';
import type { ServerSettings } from '../../src/config';
import type { ServerOptions } from '../../src/server/start';
import { startBrowser } from '../support/browser';
import { peopleOf } from '../server/people';
import { openTestServers, type TestServer, type TestServers } from '../server/support';
import { Tabs } from './tabs';

// The console as people use it: Chromium, which enforces the policy of the page, against a real server and database.

export const WAIT = { timeout: 30_000 };
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** A page of the console, and what went wrong on it. */
export interface Opened {
  readonly page: Page;
  /** A page whose context a test has asked for is not used again: it may go without a connection, or answer requests. */
  readonly context: BrowserContext;
  /** Errors in its console, and requests to any other server. */
  readonly faults: string[];
  readonly close: () => Promise<void>;
}

export interface OpenOptions extends BrowserContextOptions {
  /** Who is signed in; nobody unless given. */
  readonly as?: Role | undefined;
  /** The language of the browser: en-GB unless given. */
  readonly locale?: string;
}

/** A server with a shop, its people and a browser. */
export class ConsoleStage {
  private readonly cookies = new Map<Role, Promise<string>>();
  private readonly tabs: Tabs;

  private constructor(
    readonly servers: TestServers,
    readonly server: TestServer,
    private readonly browser: Browser,
  ) {
    this.tabs = new Tabs(browser, server.base);
  }

  static async open(
    settings: Partial<ServerSettings> = {},
    options: Partial<Omit<ServerOptions, 'settings'>> = {},
  ): Promise<ConsoleStage> {
    const servers = await openTestServers();
    const server = await servers.serve({ rateLimit: 0, ...settings }, options);
    return new ConsoleStage(servers, server, await startBrowser());
  }

  get people(): ReturnType<typeof peopleOf> {
    return peopleOf(this.server);
  }

  /** The session of a person of this role: one for each. */
  cookieOf(role: Role): Promise<string> {
    const known = this.cookies.get(role);
    if (known) return known;
    const joined = this.people.join(`${role}@shop.example`, role.toUpperCase());
    const cookie = joined.then((person) => person.cookie);
    this.cookies.set(role, cookie);
    return cookie;
  }

  /** Opens a path as on a machine of its own. */
  async at(path: string, { as, ...options }: OpenOptions = {}): Promise<Opened> {
    const { page, giveBack } = await this.tabs.open({ locale: 'en-GB', ...options });
    const context = page.context();
    if (as) {
      const [name, value] = (await this.cookieOf(as)).split('=');
      await context.addCookies([{ name: name!, value: value!, url: this.server.base }]);
    }
    const faults: string[] = [];
    page.on('console', (message) => {
      // Chromium reports each answer with an error's status.
      const isStatus = /status of 4\d\d/.test(message.text());
      if (message.type() === 'error' && !isStatus) faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(this.server.base) && !/^(data|blob):/.test(url)) faults.push(url);
    });
    await page.goto(`${this.server.base}${path}`, WAIT);
    let asked = false;
    return {
      ...{ page, faults },
      get context() {
        asked = true;
        return context;
      },
      close: async () => {
        if (!asked) return giveBack();
        // What a test answers in place of the server may be on its way.
        await context.unrouteAll({ behavior: 'ignoreErrors' });
        await context.close();
      },
    };
  }

  async close(): Promise<void> {
    await this.browser?.close();
    await this.servers?.close();
  }
}

/** What axe-core finds on a page, in lines. */
export async function axeFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run: (options: object) => Promise<{
          violations: {
            id: string;
            help: string;
            nodes: { html: string; failureSummary: string }[];
          }[];
        }>;
      };
    };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html}: ${failureSummary}`),
    );
  });
}

/** Until a page has what it asks for: a busy machine is still between two questions for longer than the browser waits. */
export async function loaded(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('heading', { level: 1 }).first().waitFor(WAIT);
  const loading = page.locator('main [role=status][aria-label=Loading]').first();
  await loading.waitFor({ state: 'detached', ...WAIT });
  await page.waitForLoadState('networkidle', WAIT);
  await loading.waitFor({ state: 'detached', ...WAIT });
}

/** Whether a page is wider than the window, so that it scrolls sideways. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = (
      globalThis as unknown as {
        document: { documentElement: { scrollWidth: number; clientWidth: number } };
      }
    ).document.documentElement;
    return scrollWidth > clientWidth;
  });

/** Goes to something by the Tab key alone, from wherever the cursor is. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor(WAIT);
  const isThere = () => wanted.evaluate((each) => each.matches(':focus'));
  for (let tabs = 0; !(await isThere()); tabs++) {
    if (tabs > 60) throw new Error(`no Tab leads to ${String(wanted)}`);
    await page.keyboard.press('Tab');
  }
}

/** What a scanner does that acts as a keyboard: keys at once, then Enter. */
export const scan = (page: Page, code: string): Promise<void> =>
  pressAtOnce(page, [...code, 'Enter']);

/** FNC1, which scanners send as Ctrl+] or as F8. */
export const FNC1 = '\u001d';

/**
 * The same by the keyboard of the browser, to whatever has the focus: keys that were pressed 4 ms apart, whenever they
 * arrive.
 */
export async function scanByKeys(page: Page, code: string, fnc1: ']' | 'F8' = ']'): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const last = Date.now() / 1000;
  const keys = [...code, 'Enter'].map((each) => {
    if (each === 'Enter') return { key: each, code: each, text: '\r', windowsVirtualKeyCode: 13 };
    if (each !== FNC1) return { key: each, text: each };
    if (fnc1 === 'F8') return { key: 'F8', code: 'F8', windowsVirtualKeyCode: 119 };
    return { key: ']', code: 'BracketRight', modifiers: 2, windowsVirtualKeyCode: 221 };
  });
  await Promise.all(
    keys.flatMap((key, at) => {
      const timestamp = last - (keys.length - at) * 0.004;
      const type = 'text' in key ? 'keyDown' : 'rawKeyDown';
      return [
        keyboard.send('Input.dispatchKeyEvent', { ...key, type, timestamp }),
        keyboard.send('Input.dispatchKeyEvent', { ...key, type: 'keyUp', timestamp }),
      ];
    }),
  );
  await keyboard.detach();
}

/**
 * Keys faster than a person's: pressed 1 ms apart until now, however slow this machine is. An empty one is a moment in
 * which the page is busy, so that none of its timers runs.
 */
export const pressAtOnce = (page: Page, keys: readonly string[]): Promise<void> =>
  page.evaluate((pressed) => {
    const { document, KeyboardEvent } = globalThis as unknown as {
      document: { body: { dispatchEvent(event: unknown): void } };
      KeyboardEvent: new (type: string, init: object) => unknown;
    };
    let timeStamp = performance.now() - pressed.length;
    for (const key of pressed) {
      const until = performance.now() + (key === '' ? 50 : 0);
      while (performance.now() < until);
      timeStamp += key === '' ? 50 : 1;
      if (key === '') continue;
      const event = new KeyboardEvent('keydown', { key, bubbles: true });
      document.body.dispatchEvent(Object.defineProperty(event, 'timeStamp', { value: timeStamp }));
    }
  }, keys);
