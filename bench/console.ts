import { rmSync } from 'node:fs';
import type { Pool } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../test/support/chromium';
import { becomeAdmin, type SessionCookie } from '../test/support/first-admin';
import { makeDataDir, runServer } from '../test/support/running-server';
import { changed, scrolled } from './support/in-the-page';
import { makeHistory } from './support/history';
import { median } from './support/rounds';

const LOCATIONS = 4;
const MOVEMENTS = Number(process.env['BENCH_HISTORY'] ?? 25_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 9);
const VIEWPORT = { width: 1440, height: 900 };
const SCROLL_MS = 4_000;

/**
 * The console in Chromium, on a product with 100,000 movements: the first page from a cold cache, a change of the page
 * with its data in hand, scrolling through the bin card. Beside them a page of the same server that is nothing but a line
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
      ...(await scrolling(browser, base, cookie, product)),
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
      await (path === '/'
        ? page.getByRole('heading', { name: text, level: 1 }).waitFor()
        : page.getByText(text).waitFor());
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

/** Milliseconds from a click to the frame that shows the other page, which has been open before. */
async function changes(browser: Browser, base: string, cookie: SessionCookie, product: string) {
  const page = await fresh(browser, cookie);
  await page.goto(`${base}/products`);
  const detail = `/products/${product}`;
  const taken: number[] = [];
  const change = (to: string, isThere: string) =>
    page.evaluate(changed, { link: `a[href="${to}"]`, isThere });
  await page.locator(`a[href="${detail}"]`).first().waitFor();
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [to, isThere] of [
      [detail, '[role=tab]'],
      ['/products', `main table a[href="${detail}"]`],
    ] as const) {
      const milliseconds = await change(to, isThere);
      if (round > 0) taken.push(milliseconds); // the first loads the scripts
      await page.waitForLoadState('networkidle');
    }
  }
  await page.context().close();
  return {
    pageChangeMs: Math.round(median(taken)),
    slowestPageChangeMs: Math.round(Math.max(...taken)),
  };
}

/** Frames a second while a bin card is scrolled, its rows loading meanwhile; and of a table of plain rows. */
async function scrolling(browser: Browser, base: string, cookie: SessionCookie, product: string) {
  const page = await fresh(browser, cookie);
  const card: number[] = [];
  const plain: number[] = [];
  let rows = 0;
  for (let round = 0; round < Math.min(ROUNDS, 5); round++) {
    await page.goto(`${base}/products/${product}?from=2000-01-01`);
    await page.locator('tbody tr[aria-rowindex]').first().waitFor();
    await page.waitForLoadState('networkidle');
    card.push(await page.evaluate(scrolled, SCROLL_MS));
    rows = Math.max(
      rows,
      Number(await page.locator('tbody tr[aria-rowindex]').last().getAttribute('aria-rowindex')),
    );
    await page.setContent(
      `<table>${'<tr style="height:44px"><td>1</td><td>2</td><td>3</td></tr>'.repeat(5_000)}</table>`,
    );
    plain.push(await page.evaluate(scrolled, SCROLL_MS));
  }
  await page.context().close();
  return {
    binCardFramesPerSecond: Math.round(median(card)),
    plainTableFramesPerSecond: Math.round(median(plain)),
    binCardFrames: card.map(Math.round),
    rowsReached: rows,
  };
}
