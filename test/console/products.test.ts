import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, scan, scrollsSideways, WAIT } from './stage';

// Finding products, and what the page of one says of its stock.

const HOSTILE = [
  '<img src=x onerror=alert(1)> & "quotes"',
  '\u202eright to left\u202c \u05e9\u05dc\u05d5\u05dd',
  `long ${'Wort'.repeat(48)}`,
  '\u{1F9C0}\u{1F468}\u200d\u{1F469}\u200d\u{1F467} cheese',
];

describeWithBrowser('products in the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const { data, error } = await stage.server.ask(
      `mutation ($tea: CreateProductInput!, ${HOSTILE.map((_, n) => `$h${n}: CreateProductInput!`).join(', ')}) {
        tea: createProduct(input: $tea) { id }
        ${HOSTILE.map((_, n) => `h${n}: createProduct(input: $h${n}) { id }`).join('\n')}
      }`,
      {
        tea: {
          ...{ sku: 'TEA-1', name: 'Green tea', reorderPoint: 30, attributes: { colour: 'green' } },
          codes: [{ kind: 'GTIN', code: '4006381333931' }],
        },
        ...Object.fromEntries(
          HOSTILE.map((name, n) => [`h${n}`, { sku: `HOSTILE-${n}`, name, attributes: { name } }]),
        ),
      },
    );
    expect([error, data?.tea.id]).toEqual([undefined, expect.any(String)]);
    await stage.server.ask(
      'mutation { receiveStock(input: { locationId: "L1", lines: [{ productId: "TEA-1", quantity: 25, batchNumber: "T-7", expiryDate: "2099-05-01" }] }) { id } }',
    );
  });
  afterAll(() => stage?.close());

  /** Its figures are links, too: the first of a row is its name. */
  const namesOf = (page: Page) =>
    page.getByRole('table', { name: 'Products' }).locator('td:first-child a').allInnerTexts();
  const onlyTea = (page: Page) =>
    page.waitForFunction(
      () =>
        (
          globalThis as unknown as {
            document: { querySelectorAll(of: string): ArrayLike<unknown> };
          }
        ).document.querySelectorAll('table td:first-child a').length === 1,
      undefined,
      WAIT,
    );

  it('are found by a part of the name, low stock and an attribute; the address keeps what was looked for', async () => {
    const { page, faults, close } = await stage.at('/products', { as: 'viewer' });
    await page.getByRole('link', { name: 'Apple' }).waitFor(WAIT);
    await page.getByRole('searchbox', { name: 'Search' }).fill('green');
    await onlyTea(page);
    await page.getByLabel('Low stock only').check();
    await page.getByLabel('Attribute').fill('colour:green');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Without colour:green' }).waitFor(WAIT);
    await page.reload(WAIT);
    await onlyTea(page);
    expect(await namesOf(page)).toEqual(['Green tea']);
    expect(await page.getByLabel('Low stock only').isChecked()).toBe(true);
    await page.getByRole('searchbox', { name: 'Search' }).fill('nothing like it');
    await page.getByText('No product matches').waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('are opened by a scan, wherever the console is', async () => {
    const { page, faults, close } = await stage.at('/', { as: 'clerk' });
    await page.getByRole('heading', { name: 'Approvals' }).waitFor(WAIT);
    await scan(page, '4006381333931');
    await page.getByRole('heading', { name: 'Green tea', level: 1 }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('are opened by a code and Enter, however long the page of a product takes to come', async () => {
    const { page, context, close } = await stage.at('/products', { as: 'clerk' });
    await page.getByRole('link', { name: 'Green tea' }).waitFor(WAIT);
    await context.route(/ProductPage/, async (route) => {
      await sleep(600); // longer than the search waits for another key
      await route.continue();
    });
    await page.getByRole('searchbox', { name: 'Search' }).fill('tea-1');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Green tea', level: 1 }).waitFor(WAIT);
    await close();
  });

  it('say why a number is what it is, down to the movement', async () => {
    const { page, faults, close } = await stage.at('/products', { as: 'viewer' });
    await page.getByRole('link', { name: 'Apple' }).click(WAIT);
    await page.getByRole('button', { name: /available in all: why\?$/ }).click(WAIT);
    const why = page.getByRole('dialog', { name: 'Why this number?' });
    // What is available in all is the sum of the places, each of which says why in turn.
    await why.getByRole('button', { name: 'L1' }).waitFor(WAIT);
    const ofPlaces = (await why.locator('dl').first().locator('dd').allInnerTexts()).map(Number);
    expect(ofPlaces[0]).toBe(ofPlaces.slice(1).reduce((one, other) => one + other));
    await why.getByRole('button', { name: 'L1' }).click(WAIT);
    await why.getByText('on hand', { exact: true }).nth(1).waitFor(WAIT);
    await why.getByRole('button', { name: 'received' }).waitFor(WAIT);
    const terms = await why.locator('dl').last().locator('dd').allInnerTexts();
    const [total, ...parts] = terms.map((text) => Number(text.replace('\u2212', '-')));
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
    await why.getByRole('button', { name: 'sold' }).click(WAIT);
    const ledger = page.getByRole('table', { name: 'Movements' });
    await ledger.getByText('Sold').first().waitFor(WAIT);
    expect(await ledger.getByText('Received').count()).toBe(0);
    await page.getByRole('button', { name: 'Show every movement' }).click(WAIT);
    await ledger.getByText('Received').first().waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('have a bin card with the balance after each movement, batches, lots and codes', async () => {
    const { page, faults, close } = await stage.at('/products', { as: 'viewer' });
    await page.getByRole('link', { name: 'Green tea' }).click(WAIT);
    await page.getByRole('img', { name: /^Stock from .* to 25/ }).waitFor(WAIT);
    const ledger = page.getByRole('table', { name: 'Movements' });
    expect(await ledger.getByRole('row').nth(1).innerText()).toMatch(
      /Received[^]*T-7[^]*\+25[^]*25/,
    );
    await page.getByRole('tab', { name: 'Batches' }).click(WAIT);
    await page.getByRole('cell', { name: 'T-7' }).waitFor(WAIT);
    await page.getByRole('tab', { name: 'Lots' }).click(WAIT);
    await page.getByRole('table', { name: 'Lots' }).getByText('T-7').waitFor(WAIT);
    await page.getByRole('tab', { name: 'Codes and details' }).click(WAIT);
    await page.getByText('4006381333931').waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('show what others sell meanwhile, without a reload', async () => {
    const { page, faults, close } = await stage.at('/products', { as: 'viewer' });
    await page.getByRole('link', { name: 'Green tea' }).click(WAIT);
    await page.getByRole('button', { name: '25 unit available at L1: why?' }).waitFor(WAIT);
    const { error } = await stage.server.ask(
      'mutation { recordSale(input: { locationId: "L1", lines: [{ productId: "TEA-1", quantity: 5 }] }) { id } }',
    );
    expect(error).toBeUndefined();
    await page.getByRole('button', { name: '20 unit available at L1: why?' }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it.each(HOSTILE.map((name, n) => [n, name] as const))(
    'show a hostile name as it is: %s',
    async (n, name) => {
      const { page, faults, close } = await stage.at(`/products?search=hostile-${n}`, {
        ...{ as: 'viewer', viewport: { width: 360, height: 780 } },
      });
      await page
        .getByRole('link')
        .filter({ hasText: name.slice(-8) })
        .click(WAIT);
      const heading = page.getByRole('heading', { level: 1 }).filter({ hasText: name.slice(-8) });
      await heading.waitFor(WAIT);
      expect(await heading.innerText()).toBe(name);
      expect(await scrollsSideways(page)).toBe(false);
      expect(faults).toEqual([]);
      await close();
    },
  );

  it.each(['light', 'dark'] as const)('axe-core finds nothing: %s', async (colorScheme) => {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 360, height: 780 },
    ]) {
      const { page, close } = await stage.at('/products', {
        ...{ as: 'manager', colorScheme, viewport, reducedMotion: 'reduce' },
      });
      await page.getByRole('link', { name: 'Apple' }).waitFor(WAIT);
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await page.getByRole('link', { name: 'Apple' }).click(WAIT);
      for (const tab of ['Batches', 'Lots', 'Codes and details', 'Bin card']) {
        await page.getByRole('tab', { name: tab }).click(WAIT);
        await page.waitForLoadState('networkidle', WAIT);
        expect([tab, await axeFindings(page)]).toEqual([tab, []]);
        expect([tab, await scrollsSideways(page)]).toEqual([tab, false]);
      }
      await page.getByRole('button', { name: /available at L1: why\?$/ }).click(WAIT);
      await page.getByRole('dialog').getByRole('button', { name: 'received' }).waitFor(WAIT);
      expect(await axeFindings(page)).toEqual([]);
      await close();
    }
  });
});
