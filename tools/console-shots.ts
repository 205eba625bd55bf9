import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { packageRoot } from '../src/database/sql-files';
import { startBrowser } from '../test/support/chromium';
import { becomeAdmin, type SessionCookie } from '../test/support/first-admin';
import { makeDataDir, runServer } from '../test/support/running-server';
import { SHOTS, type Shot } from './console-pages';

// `npm run console:shots`: pictures of each page of the console on the demo shop, at 1440 and 390 pixels, light and dark,
// into dist/shots. They are there to be looked at: nothing compares them. Arguments name pages to take alone; with
// `--readme` those that the README shows go into docs/pictures.

const OUT = path.join(packageRoot, 'dist/shots');
/** Those that the README shows. */
const SHOWN: Readonly<Record<string, string>> = {
  today: 'today',
  product: 'bin-card',
  lot: 'trace',
};
const SIZES = [
  { name: 'desk', viewport: { width: 1440, height: 900 }, schemes: ['light', 'dark'] },
  { name: 'phone', viewport: { width: 390, height: 844 }, schemes: ['light', 'dark'] },
] as const;
const isForReadme = process.argv.includes('--readme');

async function take(
  browser: Browser,
  base: string,
  cookie: SessionCookie,
  shots: readonly Shot[],
): Promise<void> {
  for (const { name: size, viewport, schemes } of SIZES) {
    for (const colorScheme of schemes) {
      for (const { name, path: at, as, then } of shots) {
        const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB' });
        if (as !== 'nobody') await context.addCookies([cookie]);
        const page = await context.newPage();
        await page.goto(`${base}${at}`);
        await page.waitForLoadState('networkidle');
        if (then) {
          await then(page);
          await page.waitForLoadState('networkidle');
        }
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
}

async function main(): Promise<void> {
  const only = process.argv.slice(2).filter((each) => each !== '--readme');
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
    await take(browser, base, cookie, shots);
  } finally {
    await browser?.close();
    await server.end('SIGINT');
    rmSync(dataDir, { recursive: true, force: true });
  }
}

void main();
