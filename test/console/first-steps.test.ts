import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { signToken } from '../../src/auth/token';
import { PASSWORD } from '../server/people';
import { SECRET, until } from '../server/support';
import { describeWithBrowser } from '../support/browser';
import { createTenant } from '../support/database';
import { axeFindings, ConsoleStage, scrollsSideways, WAIT, type OpenOptions } from './stage';

// From an empty tenant to its first sale, by files, as somebody who has just signed in for the first time.

describeWithBrowser('the first steps', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
  });
  afterAll(() => stage?.close());

  /** A tenant that has nothing yet: its API, and its people's browsers. */
  async function emptyTenant(code: string) {
    const tenantId = await createTenant(stage.servers.database, code);
    const token = await signToken({ tenantId, actor: 'setup', role: 'admin' }, SECRET, '1h');
    const ask = async (query: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const { data, error } = await stage.server.post({ query }, headers);
      expect(error).toBeUndefined();
      return data;
    };
    const open = async (role: 'MANAGER' | 'CLERK', options: OpenOptions = {}, path = '/') => {
      const email = `${role}-${options.locale ?? 'en'}@${code}.example`;
      const { inviteUser } = await ask(
        `mutation { inviteUser(input: { email: "${email}", name: "N", role: ${role} }) { link } }`,
      );
      const secret = (inviteUser.link as string).split('#')[1]!;
      const { cookie } = await stage.people.post('/auth/link', { secret, password: PASSWORD });
      const opened = await stage.at('/sign-in', options);
      const [name, value] = cookie.split('=');
      await opened.context.addCookies([{ name: name!, value: value!, url: stage.server.base }]);
      await opened.page.goto(`${stage.server.base}${path}`, WAIT);
      return opened;
    };
    return { ask, open };
  }
  const stepsOf = (page: Page, name = 'First steps') => page.getByRole('region', { name });
  const isNext = (page: Page, title: string) =>
    page.locator('[aria-current=step]').filter({ hasText: title }).waitFor(WAIT);
  /** Waits until a dialog lies over the page, where a person sees it. */
  const liesOver = (page: Page, dialog: Locator) =>
    until(async () => {
      const { y = -1, height = 0 } = (await dialog.boundingBox()) ?? {};
      return y >= 0 && y + height <= page.viewportSize()!.height;
    });
  /** Saves the example that the page offers, as a person would. */
  const example = async (page: Page, button = 'Download an example') => {
    const [download] = await Promise.all([
      page.waitForEvent('download', WAIT),
      page.getByRole('main').getByRole('button', { name: button }).first().click(WAIT),
    ]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path()) };
  };
  const drop = (page: Page, { name, text }: { name: string; text: Buffer }) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: text }, WAIT);

  it('lead from nothing to a sale: a place, a file that is checked and brought in, stock, the sale', async () => {
    const { ask, open } = await emptyTenant('corner');
    const { page, faults, close } = await open('MANAGER');
    await isNext(page, 'Add a place for goods');
    await stepsOf(page).getByRole('button', { name: 'Add a place' }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'New place' });
    await dialog.getByLabel('Name').fill('Corner shop');
    await liesOver(page, dialog);
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add the place' }).click(WAIT);
    await dialog.waitFor({ state: 'hidden', ...WAIT });

    await isNext(page, 'Check a file of your products');
    const products = await example(page);
    expect(products.name).toBe('products.csv');
    await stepsOf(page).getByRole('link', { name: 'Choose a file' }).click(WAIT);
    await drop(page, products);
    await page.getByText('Checked: nothing is in yet').waitFor(WAIT);
    await page.getByRole('button', { name: 'Bring 3 rows in' }).waitFor(WAIT);
    await page.goBack(WAIT);
    await isNext(page, 'Bring the products in'); // the file was looked at
    await stepsOf(page).getByRole('link', { name: 'Import products' }).click(WAIT);
    await drop(page, products);
    await page.getByRole('button', { name: 'Bring 3 rows in' }).click(WAIT);
    await page.getByText('Brought in').waitFor(WAIT);

    await page.getByRole('button', { name: 'Bring stock in' }).click(WAIT);
    expect(await page.getByLabel('What the file holds').inputValue()).toBe('stock');
    await drop(page, await example(page));
    await page.getByRole('button', { name: 'Bring 3 rows in' }).click(WAIT);
    await page.getByText('Brought in').waitFor(WAIT);
    await page.goto(`${stage.server.base}/`, WAIT);
    await isNext(page, 'Sell something');
    await stepsOf(page).getByText('4 of 5').waitFor(WAIT);
    await stepsOf(page).getByRole('link', { name: 'Sell' }).click(WAIT);
    await page.getByLabel('Add a product').fill('MUG-BLUE');
    await page.keyboard.press('Enter');
    await page.getByLabel('Quantity').fill('5');
    await page.getByRole('button', { name: 'Sell', exact: true }).click(WAIT);
    await page.getByText(/^Sold: /).waitFor(WAIT);
    await page.getByRole('link', { name: 'Today' }).click(WAIT);
    await page.getByRole('heading', { name: 'Low stock' }).waitFor(WAIT);
    await stepsOf(page).waitFor({ state: 'hidden', ...WAIT });
    const { products: all, location } = await ask(
      '{ products(first: 9) { nodes { sku available } } location(code: "SHOP") { name kind } }',
    );
    expect(all.nodes).toEqual([
      { sku: 'BEANS-ESP', available: 7500 },
      { sku: 'MUG-BLUE', available: 7 },
      { sku: 'TEA-GREEN', available: 24 },
    ]);
    expect(location).toEqual({ name: 'Corner shop', kind: 'STOREFRONT' });
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  it('show what is done however it was done, and are hidden until the window is closed', async () => {
    const { ask, open } = await emptyTenant('program');
    const { page, close } = await open('MANAGER');
    await isNext(page, 'Add a place for goods');
    await ask(
      `mutation {
        createLocation(input: { code: "D", name: "Depot", kind: WAREHOUSE }) { id }
        createProduct(input: { sku: "OWN-1", name: "Our own" }) { id }
      }`,
    );
    await page.reload(WAIT);
    await isNext(page, 'Bring the opening stock in');
    const { text } = await example(page); // of the products and the place that are there
    expect(text.toString()).toMatch(/\r\nOWN-1,D,,,,,\r?\n?$/);
    await stepsOf(page).getByRole('button', { name: 'Hide' }).click(WAIT);
    await stepsOf(page).waitFor({ state: 'hidden', ...WAIT });
    await page.reload(WAIT);
    await page.getByRole('heading', { name: 'Low stock' }).waitFor(WAIT);
    await page.waitForLoadState('networkidle', WAIT);
    expect(await stepsOf(page).count()).toBe(0);
    // In another window of the same browser, too; what is kept for it says nothing of person or tenant.
    const other = await page.context().newPage();
    await other.goto(page.url(), WAIT);
    await other.getByRole('heading', { name: 'Low stock' }).waitFor(WAIT);
    await other.waitForLoadState('networkidle', WAIT);
    expect(await stepsOf(other).count()).toBe(0);
    const kept = await other.evaluate("localStorage.getItem('bincard.first-steps')");
    expect(kept).toMatch(/^[0-9a-z]{1,7}$/);
    // Another person has another number.
    await other.evaluate("localStorage.setItem('bincard.first-steps', 'other')");
    await other.reload(WAIT);
    await stepsOf(other).waitFor(WAIT);
    await close();
  });

  it('are written in German, and the example as a German spreadsheet opens it', async () => {
    const { ask, open } = await emptyTenant('laden');
    await ask(
      `mutation { createLocation(input: { code: "L", name: "Laden", kind: STOREFRONT }) { id } }`,
    );
    const { page, faults, close } = await open('MANAGER', { locale: 'de-DE' }, '/import');
    const products = await example(page, 'Beispiel herunterladen');
    expect(products.text.toString()).toContain('sku;name;baseUnit');
    await drop(page, products);
    await page.getByRole('button', { name: '3 Zeilen übernehmen' }).click(WAIT);
    await page.getByRole('button', { name: 'Bestand übernehmen' }).click(WAIT);
    const stock = await example(page, 'Beispiel herunterladen');
    expect(stock.text.toString()).toContain(';7,5;kg;');
    await drop(page, stock);
    await page.getByRole('button', { name: '3 Zeilen übernehmen' }).click(WAIT);
    await page.getByText('Übernommen').waitFor(WAIT);
    await page.goto(`${stage.server.base}/`, WAIT);
    await stepsOf(page, 'Erste Schritte').waitFor(WAIT);
    await isNext(page, 'Etwas verkaufen');
    const { product } = await ask('{ product(sku: "BEANS-ESP") { available } }');
    expect(product.available).toBe(7500);
    expect(faults).toEqual([]);
    await close();
  });

  it('are for those who may bring products in, and for a tenant that has not sold yet', async () => {
    const { open } = await emptyTenant('clerks');
    for (const opened of [await open('CLERK'), await stage.at('/', { as: 'admin' })]) {
      await opened.page.getByRole('heading', { name: 'Low stock' }).waitFor(WAIT);
      await opened.page.waitForLoadState('networkidle', WAIT);
      expect(await stepsOf(opened.page).count()).toBe(0);
      await opened.close();
    }
  });

  it.each(['light', 'dark'] as const)('axe-core finds nothing: %s', async (colorScheme) => {
    const { open } = await emptyTenant(`look-${colorScheme}`);
    for (const [locale, width] of [
      ['en-GB', 1440],
      ['de-DE', 360],
    ] as const) {
      const viewport = { width, height: 800 };
      const look = { colorScheme, viewport, locale, reducedMotion: 'reduce' } as const;
      const { page, close } = await open('MANAGER', look);
      await page.locator('[aria-current=step]').waitFor(WAIT);
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      if (width === 360) {
        await page.getByRole('button', { name: 'Seiten zeigen' }).click(WAIT);
        const pages = page.getByRole('dialog');
        await liesOver(page, pages);
        await pages.getByRole('button', { name: 'Schließen' }).waitFor(WAIT);
      }
      await close();
    }
  });
});
