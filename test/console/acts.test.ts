import type { Locator, Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { barsOf, cameraThatSees } from './barcode';
import { openHostileStage, pastTheRules, type HostileStage } from './hostile-stage';
import { hostile, MARKUP } from './hostile-shop';
import { faultsOf, looksOf } from './looks';
import { axeFindings, WAIT } from './stage';

// What a page shows only once somebody has done something on it: dialogs, lists to choose from, what was written and what
// would be. Looked at as the pages themselves are, with hostile texts in all of it.

interface Act {
  readonly name: string;
  readonly at: (stage: HostileStage) => string;
  readonly act: (page: Page) => Promise<unknown>;
  /** What was made to be seen. */
  readonly seen: (page: Page) => Locator;
  /** It shows nothing that somebody wrote. */
  readonly isOwn?: boolean;
  /** It is for one size alone. */
  readonly width?: number;
}

const DESK = 1440;
const PHONE = 360;

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).first().click(WAIT);
const dialog = (page: Page) => page.getByRole('dialog');
const sellAt = ({ shop }: HostileStage) => `/sell?place=${encodeURIComponent(shop.place)}`;
const receiveAt = ({ shop }: HostileStage) => `/receive?place=${encodeURIComponent(shop.place)}`;
const SKU = `S${MARKUP}`;
const add = async (page: Page) => {
  await page.getByLabel('Add a product').fill(SKU);
  await page.keyboard.press('Enter');
  await page
    .getByRole('button', { name: /^Remove/ })
    .last()
    .waitFor(WAIT);
};
const opened = (name: string, at: Act['at'], act: Act['act'], more: Partial<Act> = {}): Act => ({
  ...{ name, at, act, seen: dialog },
  ...more,
});

const ACTS: readonly Act[] = [
  opened(
    'why a number is what it is',
    ({ shop }) => `/products/${shop.product}`,
    async (page) => {
      await press(page, /available in all: why\?$/);
      await dialog(page).getByRole('button', { name: '<img' }).first().click(WAIT);
      await dialog(page).getByRole('button', { name: 'received' }).waitFor(WAIT);
    },
  ),
  opened(
    'asking for an adjustment',
    ({ shop }) => `/products/${shop.product}`,
    async (page) => {
      await press(page, 'Adjust');
      await dialog(page).getByLabel('Quantity').waitFor(WAIT);
    },
  ),
  opened(
    'a refund',
    ({ shop }) => `/sales/${shop.sale}`,
    (page) => press(page, 'Refund'),
  ),
  opened(
    'a void',
    ({ shop }) => `/sales/${shop.sale}`,
    (page) => press(page, 'Void'),
  ),
  opened(
    'an entry of the audit log',
    ({ shop }) => `/audit?id=${shop.product}`,
    (page) => page.getByRole('table').getByRole('button').first().click(WAIT),
  ),
  opened(
    'products to choose from',
    sellAt,
    async (page) => {
      await page.getByLabel('Add a product').pressSequentially('Goods');
    },
    { seen: (page) => page.getByRole('listbox') },
  ),
  opened(
    'what was sold',
    sellAt,
    async (page) => {
      await add(page);
      await press(page, 'Sell');
    },
    { seen: (page) => page.getByRole('status').filter({ hasText: 'Sold:' }) },
  ),
  opened(
    'what was received',
    receiveAt,
    async (page) => {
      await add(page);
      await page.getByLabel('Lot').fill(hostile('New ', 128));
      await press(page, 'Receive goods');
    },
    { seen: (page) => page.getByRole('status').filter({ hasText: 'Received' }) },
  ),
  opened(
    'figures that differ',
    () => '/discrepancies',
    (page) => press(page, 'Compare now'),
    {
      seen: (page) => page.getByRole('button', { name: /^Repair \d+ figure/ }),
    },
  ),
  opened(
    'what has expired',
    () => '/expiry',
    (page) => press(page, 'See what has expired'),
    {
      seen: (page) => page.getByRole('button', { name: /^Write off \d+ batch/ }),
    },
  ),
  opened(
    'a day that was verified',
    () => '/close',
    (page) => press(page, 'Verify now'),
    {
      ...{ seen: (page) => page.getByText(/what the ledger says|wrong/).first(), isOwn: true },
    },
  ),
  opened(
    'what the camera sees',
    ({ shop }) => `/counts/${shop.count}`,
    async (page) => {
      await page.evaluate(cameraThatSees(barsOf('4006381333931')));
      await press(page, 'Camera');
    },
    { seen: (page) => page.getByLabel('What the camera sees') },
  ),
  opened(
    'posting a count',
    ({ shop }) => `/counts/${shop.count}`,
    (page) => press(page, 'Post'),
    { isOwn: true },
  ),
  opened(
    'a sync by hand',
    () => '/sync',
    async (page) => {
      await press(page, 'Sync now');
      await dialog(page).getByText('Nothing has been written').waitFor(WAIT);
    },
  ),
  opened(
    'a file that was checked',
    () => '/import',
    async (page) => {
      await page.locator('input[type=file]').setInputFiles({
        ...{ name: `${MARKUP.replaceAll('/', '')}.csv`, mimeType: 'text/csv' },
        buffer: Buffer.from(
          `sku,name,<b>c</b>\n"${MARKUP.replaceAll('"', '""')}",${'W'.repeat(900)},1\n`,
        ),
      });
    },
    { seen: (page) => page.getByText('Checked: nothing is in yet') },
  ),
  opened(
    'the keys',
    () => '/sales',
    (page) => page.keyboard.press('?'),
    { isOwn: true },
  ),
  opened(
    'the account',
    () => '/',
    (page) => press(page, /^Account/),
    {
      seen: (page) => page.getByRole('menuitem').first(),
    },
  ),
  opened(
    'the pages of a phone',
    () => '/',
    (page) => press(page, 'Show the pages'),
    {
      ...{ width: PHONE, isOwn: true },
    },
  ),
];

describeWithBrowser('what is done in the console', () => {
  let hostileStage: HostileStage;
  beforeAll(async () => {
    hostileStage = await openHostileStage();
    const { stage, shop } = hostileStage;
    const { error } = await stage.server.ask(
      `mutation ($place: ID!, $sku: ID!) {
        receiveStock(input: { locationId: $place, lines: [{ productId: $sku, quantity: 20 }] }) { id }
      }`,
      { place: shop.place, sku: shop.sku },
    );
    expect(error).toBeUndefined();
    // Another figure than the ledger's, and a day before today that is open.
    const wrong = 'update inventory.batch_stock set quantity = quantity + 3 where batch_id = $1';
    await pastTheRules(stage, wrong, shop.batch);
  }, 120_000);
  afterAll(() => hostileStage?.close());

  it.each(ACTS.map((each) => [each.name, each] as const))('%s', async (_, each) => {
    const { stage } = hostileStage;
    const { page, faults, close } = await stage.at(each.at(hostileStage), {
      ...{ as: 'admin', reducedMotion: 'reduce' },
      viewport: { width: each.width ?? DESK, height: 900 },
    });
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor(WAIT);
    await each.act(page);
    await each.seen(page).waitFor(WAIT);
    await page.waitForLoadState('networkidle', WAIT);
    const found: string[] = [];
    for (const width of each.width ? [each.width] : [DESK, PHONE]) {
      await page.setViewportSize({ width, height: 800 });
      const part = (await dialog(page).count()) > 0 ? '[role=dialog]' : '#console';
      const looks = faultsOf(await looksOf(page, part), !each.isOwn);
      found.push(...looks.map((fault) => `${width}: ${fault}`));
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const axe = await axeFindings(page);
        found.push(...axe.map((fault) => `${width}, ${colorScheme}: ${fault}`));
      }
    }
    expect([...found, ...faults]).toEqual([]);
    await close();
  });
});
