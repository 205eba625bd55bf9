import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { addresses } from './addresses';
import { openHostileStage, type HostileStage } from './hostile-stage';
import { faultsOf, looksOf } from './looks';
import { axeFindings, loaded, WAIT } from './stage';

// Every page of paths.json, opened once and looked at in both appearances and from a phone to a wall of 4K. The texts in
// it are hostile: they are shown as they are, no script of them runs, nothing of them becomes an element, nothing lies
// over anything else, and no page scrolls sideways.

/** Pages that show nothing which somebody wrote. */
const WITHOUT = ['/integrity', '/settings', '/webhooks', '/close', '/reports/continuity'];
/** Tabs that walk at once. */
const WALKERS = 3;

const SIZES = [
  { name: 'desk', width: 1440, height: 900, isAxe: true },
  { name: '4K', width: 3840, height: 2160, isAxe: false },
  { name: 'desk at 200 %', width: 720, height: 450, isAxe: false },
  { name: 'phone', width: 360, height: 780, isAxe: true },
];

describeWithBrowser('every page of the console', () => {
  let opened: HostileStage;
  beforeAll(async () => {
    opened = await openHostileStage();
  }, 120_000);
  afterAll(() => opened?.close());

  /** What is wrong with the page that is open, in every size and appearance. */
  async function findings(page: Page, address: string): Promise<string[]> {
    const found: string[] = [];
    const isShown = !WITHOUT.includes(address);
    for (const { name, width, height, isAxe } of SIZES) {
      await page.setViewportSize({ width, height });
      const looks = await looksOf(page);
      found.push(...faultsOf(looks, isShown).map((fault) => `${name}: ${fault}`));
      for (const colorScheme of isAxe ? (['light', 'dark'] as const) : []) {
        await page.emulateMedia({ colorScheme });
        const axe = await axeFindings(page);
        found.push(...axe.map((fault) => `${name}, ${colorScheme}: ${fault}`));
      }
    }
    return found;
  }

  it('is right in every size and appearance, whatever people typed', async () => {
    const { stage, shop } = opened;
    const left = addresses(shop).reverse();
    const found: string[] = [];
    const walk = async () => {
      const { page, faults, close } = await stage.at('/', { as: 'admin', reducedMotion: 'reduce' });
      for (let address = left.pop(); address !== undefined; address = left.pop()) {
        await page.emulateMedia({ colorScheme: 'light' });
        await page.setViewportSize({ width: 1440, height: 900 });
        await page.goto(`${stage.server.base}${address}`, WAIT);
        await loaded(page);
        for (const fault of [...(await findings(page, address)), ...faults.splice(0)])
          found.push(`${address}: ${fault}`);
      }
      await close();
    };
    await Promise.all(Array.from({ length: WALKERS }, walk));
    expect(found).toEqual([]);
  }, 900_000);
});
