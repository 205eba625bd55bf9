import type { Locator, Page } from 'playwright-core';

// The pages of which `npm run console:shots` takes pictures.

/** A picture of a page. */
export interface Shot {
  readonly name: string;
  readonly path: string;
  /** Who: nobody for the pages before signing in. */
  readonly as?: 'nobody';
  /** What is done on it before the picture. */
  readonly then?: (page: Page) => Promise<void>;
}

/** Follows a link until the page that it leads to is there, which is later than its address. */
const follow = async (page: Page, link: Locator) => {
  const heading = page.locator('main h1').first();
  const before = await heading.innerText();
  await link.click();
  while ((await heading.innerText()) === before) await page.waitForTimeout(50);
};
const firstOfTable = (page: Page) => follow(page, page.locator('main table a').first());
const ofProduct = async (page: Page, tab: string) => {
  await follow(page, page.getByRole('link', { name: 'ENAMEL MUG BLUE' }));
  await page.getByRole('tab', { name: tab }).click();
  await follow(page, page.getByRole('link', { name: /-DEPOT$/ }).last());
};
const ofSource = (page: Page, name: string) =>
  follow(page, page.getByRole('main').getByRole('link', { name }).first());
const add = async (page: Page, ...codes: string[]) => {
  for (const [place, code] of codes.entries()) {
    await page.getByLabel('Add a product').fill(code);
    await page.keyboard.press('Enter');
    await page.getByLabel('Quantity').nth(place).waitFor();
  }
};

/** The pages, by the names of their pictures. */
export const SHOTS: readonly Shot[] = [
  { name: 'sign-in', path: '/sign-in', as: 'nobody' },
  { name: 'today', path: '/' },
  { name: 'products', path: '/products' },
  { name: 'product', path: '/products', then: firstOfTable },
  {
    name: 'stock-flow',
    path: '/products',
    then: async (page) => {
      await firstOfTable(page);
      await page.getByRole('tab', { name: 'Where it went' }).click();
    },
  },
  { name: 'sell', path: '/sell?place=SHOP', then: (page) => add(page, 'BC101', 'BC110') },
  { name: 'receive', path: '/receive', then: (page) => add(page, 'BC101', 'BC170') },
  { name: 'sales', path: '/sales' },
  { name: 'sale', path: '/sales?status=PARTIALLY_REFUNDED', then: firstOfTable },
  { name: 'receipts', path: '/receipts' },
  { name: 'receipt', path: '/receipts', then: firstOfTable },
  { name: 'adjustments', path: '/adjustments' },
  { name: 'adjustment', path: '/adjustments', then: firstOfTable },
  { name: 'write-offs', path: '/write-offs' },
  { name: 'assemblies', path: '/assemblies' },
  { name: 'lot', path: '/products', then: (page) => ofProduct(page, 'Lots') },
  { name: 'batch', path: '/products', then: (page) => ofProduct(page, 'Batches') },
  { name: 'import', path: '/import' },
  { name: 'import-run', path: '/import', then: firstOfTable },
  { name: 'sync', path: '/sync' },
  { name: 'sync-new', path: '/sync/new' },
  { name: 'sync-rows', path: '/sync', then: (page) => ofSource(page, 'Choose rows') },
  { name: 'sync-configuration', path: '/sync', then: (page) => ofSource(page, 'Configuration') },
  { name: 'sync-log', path: '/sync', then: (page) => ofSource(page, 'Log') },
  { name: 'transfers', path: '/transfers' },
  {
    ...{ name: 'transfer', path: '/transfers' },
    then: (page) =>
      follow(page, page.getByRole('region', { name: /^On the way/ }).getByRole('link')),
  },
  { name: 'transfer-new', path: '/transfers/new', then: (page) => add(page, 'BC101', 'BC110') },
  { name: 'approvals', path: '/approvals' },
  { name: 'counts', path: '/counts' },
  {
    ...{ name: 'count', path: '/counts' },
    then: (page) =>
      follow(page, page.getByRole('region', { name: /^Open/ }).getByRole('link').first()),
  },
  { name: 'expiry', path: '/expiry' },
  { name: 'discrepancies', path: '/discrepancies' },
  { name: 'close', path: '/close' },
  {
    name: 'labels',
    path: '/products',
    then: async (page) => {
      await firstOfTable(page);
      await follow(page, page.getByRole('main').getByRole('link', { name: 'Labels' }));
    },
  },
  { name: 'orders', path: '/orders' },
  { name: 'order-new', path: '/orders/new', then: (page) => add(page, 'BC101', 'BC110') },
  { name: 'order', path: '/orders', then: firstOfTable },
  { name: 'reorder', path: '/reorder' },
  { name: 'reports-stock', path: '/reports/stock' },
  { name: 'reports-value', path: '/reports/value' },
  { name: 'reports-margin', path: '/reports/margin' },
  { name: 'reports-age', path: '/reports/age' },
  { name: 'reports-abc', path: '/reports/abc' },
  { name: 'reports-daily', path: '/reports/daily?product=BC101' },
  { name: 'reports-variances', path: '/reports/variances' },
  { name: 'reports-continuity', path: '/reports/continuity' },
  { name: 'integrity', path: '/integrity' },
  { name: 'channels', path: '/channels' },
  { name: 'webhooks', path: '/webhooks' },
  { name: 'audit', path: '/audit' },
  { name: 'users', path: '/users' },
  { name: 'tokens', path: '/tokens' },
  { name: 'places', path: '/places' },
  { name: 'settings', path: '/settings' },
  { name: 'not-found', path: '/nowhere' },
];
