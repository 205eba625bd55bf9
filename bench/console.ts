import { rmSync } from 'node:fs';
import type { Pool } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../test/support/chromium';
import { becomeAdmin, type SessionCookie } from '../test/support/first-admin';
import { makeDataDir, runServer } from '../test/support/running-server';
import { scrolling } from './console-scroll';
import { changed, isLoaded } from './support/in-the-page';
import { makeHistory } from './support/history';
import { median } from './support/rounds';

const LOCATIONS = 4;
const MOVEMENTS = Number(process.env['BENCH_HISTORY'] ?? 25_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 9);
const VIEWPORT = { width: 1440, height: 900 };

/**
 * The console in Chromium, on a product with 100,000 movements: the first page from a cold cache, a change of the page
 * with its data in hand, scrolling through the whole bin card. Beside them a page of the same server that is nothing but a line
 * of text, and a table of as many plain rows of the same height, drawn once.
 */
export async function benchConsole(
  databaseUrl: string,
  owner: Pool,
): Promise<Record<string, unknown>> {
  const size = { products: 1, locations: LOCATIONS, rounds: MOVEMENTS, days: 365 };
  const tenantId = await makeHistory(owner, size);
  const { rows } = await owner.query<{ code: string; product: string }>(
    `select t.code, p.id as product from inventory.tenants t join inventory.products p on p.tenant_id = t.id where t.id = $1`,
    [tenantId],
  );
  const { code, product } = rows[0]!;
  const dataDir = makeDataDir();
  const settings = { DATABASE_URL: databaseUrl, BINCARD_TENANT: code, BINCARD_WORKER: 'off' };
  const server = await runServer(dataDir, { settings });
  let browser: Browser | undefined;
  try {
    const base = server.url.replace('/graphql', '');
    const env = { ...process.env, ...settings, BINCARD_DATA_DIR: dataDir };
    const cookie = await becomeAdmin(base, code, { ...env, PORT: new URL(base).port });
    browser = await startBrowser();
    return {
      movements: MOVEMENTS * LOCATIONS,
      ...(await firstPages(browser, base, cookie)),
      ...(await changes(browser, base, cookie, product)),
      ...(await scrolling(
        await fresh(browser, cookie),
        `${base}/products/${product}`,
        MOVEMENTS * LOCATIONS,
      )),
    };
  } finally {
    await browser?.close();
    await server.end('SIGINT');
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A page in a browser of its own, which has nothing in its cache. */
async function fresh(browser: Browser, cookie: SessionCookie): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'en-GB' });
  await context.addCookies([cookie]);
  return context.newPage();
}

/** Until every panel of a page has its figures: none of them is loading, and none has failed. */
async function figures(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  await page.locator('main section li').first().waitFor();
  await page.waitForFunction(isLoaded);
  if ((await page.locator('main [role=alert]').count()) > 0) throw new Error('a panel has failed');
}

/** Milliseconds until the figures of Today are there, and until a page of one line is. */
async function firstPages(browser: Browser, base: string, cookie: SessionCookie) {
  const console: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [taken, path, text] of [
      [console, '/', 'Today'],
      [bare, '/healthz', 'ok'],
    ] as const) {
      const page = await fresh(browser, cookie);
      const begin = performance.now();
      await page.goto(`${base}${path}`);
      await (path === '/' ? figures(page, text) : page.getByText(text).waitFor());
      taken.push(performance.now() - begin);
      await page.context().close();
    }
  }
  return {
    firstPageMs: Math.round(median(console)),
    firstPageOfOneLineMs: Math.round(median(bare)),
    firstPages: console.map(Math.round),
  };
}

/** Pages between which a person goes to and fro: what each has once it is shown. */
const PAIRS = (product: string) =>
  [
    {
      name: 'productsAndProduct',
      one: '/products',
      other: `/products/${product}`,
      oneHas: `main table a[href="/products/${product}"]`,
      otherHas: '[role=tab]',
    },
    {
      name: 'todayAndSales',
      one: '/',
      other: '/sales',
      oneHas: 'main section li',
      otherHas: 'main section', // nothing was sold in this history: a notice is shown
    },
    {
      name: 'transfersAndOrders',
      one: '/transfers',
      other: '/orders',
      oneHas: 'main [data-card], main section',
      otherHas: 'main table, main section',
    },
    {
      name: 'reports',
      one: '/reports/stock',
      other: '/reports/value',
      oneHas: 'main table tbody td',
      otherHas: 'main table tbody td',
    },
  ] as const;

/** Milliseconds from a click to the frame that shows the other page, which has been open before. */
async function changes(browser: Browser, base: string, cookie: SessionCookie, product: string) {
  const page = await fresh(browser, cookie);
  const medians: Record<string, number> = {};
  const all: number[] = [];
  for (const { name, one, other, oneHas, otherHas } of PAIRS(product)) {
    const taken: number[] = [];
    await page.goto(`${base}${one}`);
    await page.locator(oneHas).first().waitFor();
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [to, isThere] of [
        [other, otherHas],
        [one, oneHas],
      ] as const) {
        const link = `a[href="${to}"]`;
        await page.locator(link).first().waitFor();
        const milliseconds = await page.evaluate(changed, { link, isThere, path: to });
        if (round > 0) taken.push(milliseconds); // the first loads the scripts
        await page.waitForLoadState('networkidle');
      }
    }
    medians[name] = Math.round(median(taken));
    all.push(...taken);
  }
  await page.context().close();
  return {
    pageChangeMs: Math.round(median(all)),
    slowestPageChangeMs: Math.round(Math.max(...all)),
    pageChangesMs: medians,
  };
}
