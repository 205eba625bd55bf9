import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';
import { describeWithBrowser } from '../support/browser';
import { makeReelFile, reel } from '../sync/reels';
import { hostile, MARKUP, writeHostileShop, type HostileShop } from './hostile-shop';
import { ConsoleStage, WAIT } from './stage';

// Texts that people and other programs write are shown as they are, on every page: no script of them runs, nothing of
// them becomes an element, and none makes a page wider than a phone.

const PATHS = Object.keys(
  JSON.parse(readFileSync(path.join(packageRoot, 'console/paths.json'), 'utf8')) as object,
);

/** Pages that show nothing which somebody wrote. */
const WITHOUT = ['/integrity', '/settings', '/webhooks', '/close', '/reports/continuity'];

describeWithBrowser('hostile texts in the console', () => {
  let stage: ConsoleStage;
  let folder: string;
  let shop: HostileShop;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-hostile-'));
    makeReelFile(folder, 'shop', 'reels.db', [
      { ...reel(1), reel_number: `K${MARKUP}`, comments: hostile('Reel ', 900), bay: MARKUP },
    ]);
    stage = await ConsoleStage.open({}, { syncDir: folder });
    shop = await writeHostileShop(stage.server, { folder, name: 'reels.db' });
  }, 120_000);
  afterAll(async () => {
    await stage?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The addresses of a path of paths.json: of what was written, each tab and report. */
  function addressesOf(of: string): string[] {
    const id: Record<string, string> = {
      ...{ '/products/$id': shop.product, '/sales/$id': shop.sale, '/lots/$id': shop.lot },
      ...{ '/batches/$id': shop.batch, '/import/$id': shop.run, '/counts/$id': shop.count },
      ...{ '/transfers/$id': shop.transfer, '/orders/$id': shop.order },
    };
    const found = id[of] ?? (of.startsWith('/sync/$id') ? shop.source : undefined);
    if (of === '/products/$id') {
      const tabs = ['card', 'batches', 'lots', 'facts'];
      return tabs.map((tab) => `/products/${found}?tab=${tab}`);
    }
    if (of === '/reports/$report') {
      const reports = ['stock', 'value', 'margin', 'age', 'abc', 'variances', 'continuity'];
      return [
        ...reports.map((report) => `/reports/${report}`),
        `/reports/daily?product=${encodeURIComponent(shop.product)}`,
      ];
    }
    if (of === '/labels') return [`/labels?product=${shop.product}`, `/labels?lot=${shop.lot}`];
    return [found === undefined ? of : of.replace('$id', found)];
  }

  it('are shown as they are on every page; no script runs, and no page scrolls sideways', async () => {
    const viewport = { width: 390, height: 844 };
    const { page, faults, close } = await stage.at('/', { as: 'admin', viewport });
    const found: string[] = [];
    for (const address of PATHS.filter((each) => each !== '/sign-in').flatMap(addressesOf)) {
      await page.goto(`${stage.server.base}${address}`, WAIT);
      await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor(WAIT);
      await page.waitForLoadState('networkidle', WAIT);
      const state = await page.evaluate<{
        ran: boolean;
        elements: number;
        wide: number;
        shown: boolean;
        failed: boolean;
      }>(
        `({
          ran: 'hostile' in globalThis,
          elements: document.querySelectorAll('main img[src=x], main [onerror], main script, main b, main i[class=""]').length,
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          shown: document.querySelector('main').textContent.includes('<img src=x'),
          failed: /could not be loaded|no such page/.test(document.querySelector('main').textContent),
        })`,
      );
      if (state.ran) found.push(`${address}: a script ran`);
      if (state.elements > 0) found.push(`${address}: a text became ${state.elements} elements`);
      if (state.wide > 0) found.push(`${address}: ${state.wide} pixels too wide`);
      if (state.failed) found.push(`${address}: it could not be shown`);
      if (!state.shown && !WITHOUT.includes(address)) found.push(`${address}: no text is shown`);
      for (const fault of faults.splice(0)) found.push(`${address}: ${fault}`);
    }
    expect(found).toEqual([]);
    await close();
  }, 300_000);
});
