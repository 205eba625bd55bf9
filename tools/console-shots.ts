import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { packageRoot } from '../src/database/sql-files';
import { startBrowser } from '../test/support/chromium';
import { becomeAdmin, type SessionCookie } from '../test/support/first-admin';
import { makeDataDir, runServer } from '../test/support/running-server';
import { makeReelFile, reel } from '../test/sync/reels';
import { SHOTS, type Shot } from './console-pages';

// `npm run console:shots`: pictures of each page of the console on the demo shop, at 1440 and 390 pixels, light and dark,
// into dist/shots. They are there to be looked at: nothing compares them. Arguments name pages to take alone; with
// `--light` there are no dark ones, with `--readme` those that the README shows go into docs/pictures.

const OUT = path.join(packageRoot, 'dist/shots');
/** Those that the README shows. */
const SHOWN: Readonly<Record<string, string>> = {
  today: 'today',
  product: 'bin-card',
  lot: 'trace',
};
const SIZES = [
  { name: 'desk', viewport: { width: 1440, height: 900 } },
  { name: 'phone', viewport: { width: 390, height: 844 } },
] as const;
const SCHEMES = process.argv.includes('--light')
  ? (['light'] as const)
  : (['light', 'dark'] as const);
const isForReadme = process.argv.includes('--readme');

const PATHS = Object.keys(
  JSON.parse(readFileSync(path.join(packageRoot, 'console/paths.json'), 'utf8')) as object,
);

/** What the demo shop lacks for a picture of every page: an external source with its first run, a supplier with an order, and a file. */
async function addToShop(base: string, dataDir: string, token: string): Promise<void> {
  const authorization = `Bearer ${token}`;
  const ask = async (query: string) => {
    const answer = await fetch(`${base}/graphql`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await answer.json()) as {
      data: Record<string, { id: string }>;
      errors?: object;
    };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const reels = Array.from({ length: 40 }, (_, at) => reel(at + 1));
  const unknown = { ...reel(41), status: 'Lost' };
  makeReelFile(path.join(dataDir, 'sync'), 'demo', 'reels.db', [...reels, unknown]);
  const { createSyncSource } = await ask(
    `mutation { createSyncSource(input: { name: "Paper mill", path: "reels.db", tableName: "reels", keyColumn: "reel_number", locationId: "DEPOT" }) { id } }`,
  );
  await ask(
    `mutation { importProducts(sourceId: "${createSyncSource!.id}", all: true, dryRun: true) { id } }`,
  );
  await ask(
    'mutation { createSupplier(code: "RIVER", name: "Riverside Wholesale", leadTimeDays: 4) { id } }',
  );
  await ask(
    `mutation { setSupplierProduct(input: { supplierId: "RIVER", productId: "BC101", price: "1.70" }) { id }
      createPurchaseOrder(input: { supplierId: "RIVER", locationId: "DEPOT", lines: [{ productId: "BC101", quantity: 48 }, { productId: "BC110", quantity: 24, unitCost: "0.95" }] }) { id }
      reconcile(input: { dryRun: true }) { id } }`,
  );
  await fetch(`${base}/import/products?file-name=spring.csv`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'text/csv' },
    body: 'sku,name,baseUnit\nBC801,Oak tray,unit\nBC802,,unit\n',
  });
}

/** Every page is in a picture: checked against the paths that the console has. */
function noteVisit(visited: Set<string>, address: string): void {
  const { pathname } = new URL(address);
  const isOf = (of: string) =>
    new RegExp(`^${of.replace(/\$\w+/g, '[^/]+')}$`).test(pathname) || undefined;
  // A path that is named wins over one with an id in its place.
  const [found] = PATHS.filter(isOf).sort(
    (one, other) => one.split('$').length - other.split('$').length,
  );
  if (found) visited.add(found);
}

/** Until a page has what it asks for. */
async function isThere(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.locator('[role=status][aria-label=Loading]').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
}

async function take(
  browser: Browser,
  base: string,
  cookie: SessionCookie,
  shots: readonly Shot[],
): Promise<Set<string>> {
  const visited = new Set<string>();
  for (const { name: size, viewport } of SIZES) {
    for (const colorScheme of SCHEMES) {
      for (const { name, path: at, as, then } of shots) {
        const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB' });
        if (as !== 'nobody') await context.addCookies([cookie]);
        const page = await context.newPage();
        await page.goto(`${base}${at}`);
        await isThere(page);
        if (then) {
          await then(page);
          await isThere(page);
        }
        noteVisit(visited, page.url());
        const file = path.join(OUT, `${name}-${size}-${colorScheme}.png`);
        await page.screenshot({ path: file, fullPage: size === 'phone' });
        console.log(path.relative(packageRoot, file));
        const shown = SHOWN[name];
        if (isForReadme && shown && size === 'desk' && colorScheme === 'light')
          copyFileSync(file, path.join(packageRoot, 'docs/pictures', `${shown}.png`));
        await context.close();
      }
    }
  }
  return visited;
}

async function main(): Promise<void> {
  const only = process.argv.slice(2).filter((each) => !each.startsWith('--'));
  const shots = SHOTS.filter(({ name }) => only.length === 0 || only.includes(name));
  mkdirSync(OUT, { recursive: true });
  const dataDir = makeDataDir();
  const server = await runServer(dataDir);
  let browser: Browser | undefined;
  try {
    const base = server.url.replace('/graphql', '');
    const port = new URL(base).port;
    const env = { ...process.env, BINCARD_DATA_DIR: dataDir, DATABASE_URL: '', PORT: port };
    const cookie = await becomeAdmin(base, 'demo', env);
    browser = await startBrowser();
    await addToShop(base, dataDir, server.token);
    const visited = await take(browser, base, cookie, shots);
    const missing = PATHS.filter((each) => !visited.has(each));
    if (only.length === 0 && missing.length > 0)
      throw new Error(
        `There is no picture of ${missing.join(', ')}: add it to tools/console-pages.ts`,
      );
  } finally {
    await browser?.close();
    await server.end('SIGINT');
    rmSync(dataDir, { recursive: true, force: true });
  }
}

void main();
