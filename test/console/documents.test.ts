import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { until } from '../server/support';
import { axeFindings, ConsoleStage, scanByKeys, scrollsSideways, WAIT } from './stage';

// Receiving, selling, refunding and voiding: as a person does it, with the refusals on their fields.

describeWithBrowser('documents in the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const { error } = await stage.server.ask(
      `mutation {
        tea: createProduct(input: { sku: "TEA", name: "Green tea", units: [{ code: "box", factor: 10 }], codes: [{ kind: GTIN, code: "4006381333931" }] }) { id }
        soap: createProduct(input: { sku: "SOAP", name: "Soap" }) { id }
      }`,
    );
    expect(error).toBeUndefined();
    await receive('TEA', 60);
    await receive('SOAP', 10);
  });
  afterAll(() => stage?.close());

  const receive = (sku: string, quantity: number) =>
    stage.server.ask(
      `mutation { receiveStock(input: { locationId: "L1", lines: [{ productId: "${sku}", quantity: ${quantity} }] }) { id } }`,
    );
  const availableOf = async (sku: string): Promise<number> =>
    (await stage.server.ask(`{ product(sku: "${sku}") { available } }`)).data.product.available;
  const add = async (page: Page, code: string) => {
    await page.getByLabel('Add a product').fill(code);
    await page.keyboard.press('Enter');
    await page
      .getByRole('button', { name: /^Remove/ })
      .last()
      .waitFor(WAIT);
  };

  it('a sale by scan takes from the batches that it says', async () => {
    const { page, faults, close } = await stage.at('/sell?place=L1', { as: 'clerk' });
    await add(page, '4006381333931');
    await page.getByLabel('Quantity').fill('3');
    await add(page, 'TEA');
    // Scanned again: one more.
    await until(async () => (await page.getByLabel('Quantity').inputValue()) === '4');
    await page.getByLabel('Quantity').fill('1.5');
    await page.getByLabel('Unit', { exact: true }).selectOption('box');
    await page.getByRole('button', { name: 'Sell', exact: true }).click(WAIT);
    const sold = page.getByRole('status').filter({ hasText: 'Sold:' });
    await sold.getByText(/15 unit from lot/).waitFor(WAIT);
    await sold.getByText('15 unit', { exact: true }).waitFor(WAIT);
    const sale = await sold.getByRole('link', { name: 'See the sale' }).getAttribute('href');
    expect(sale).toMatch(/\/sales\/[0-9a-f-]{36}$/);
    expect(await availableOf('TEA')).toBe(45);
    expect(await page.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it('leads from a product to a sale of it, and from its ledger to the sale', async () => {
    const { page, faults, close } = await stage.at('/products', { as: 'clerk' });
    await page.getByRole('link', { name: 'Green tea' }).click(WAIT);
    const main = page.getByRole('main');
    await main.getByRole('link', { name: 'Sell', exact: true }).click(WAIT);
    await page.getByRole('button', { name: 'Remove Green tea' }).waitFor(WAIT);
    expect(await page.getByLabel('Quantity').count()).toBe(1);
    await page.goBack(WAIT);
    const sold = page.getByRole('row').filter({ hasText: 'Sold' });
    await sold.getByRole('link').first().click(WAIT);
    await page.getByRole('heading', { name: /^Sale/ }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('lines that were typed are not lost by a link or a reload without a question', async () => {
    const { page, close } = await stage.at('/sell?place=L1', { as: 'clerk' });
    await add(page, 'TEA');
    await page.getByLabel('From').selectOption('L2'); // another place keeps them
    await page.waitForURL('**/sell?place=L2', WAIT);
    expect(await page.getByRole('dialog').count()).toBe(0);
    const nav = page.getByRole('navigation', { name: 'Pages' });
    await nav.getByRole('link', { name: 'Products' }).click(WAIT);
    const question = page.getByRole('dialog', { name: 'Leave what you have typed?' });
    await question.getByRole('button', { name: 'Stay' }).click(WAIT);
    await question.waitFor({ state: 'hidden', ...WAIT });
    await page.getByRole('button', { name: 'Remove Green tea' }).waitFor(WAIT);
    const asked: string[] = [];
    page.once('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.reload(WAIT);
    expect(asked).toEqual(['beforeunload']);
    await page.getByText('Nothing is in the basket').waitFor(WAIT);
    await add(page, 'TEA');
    await nav.getByRole('link', { name: 'Products' }).click(WAIT);
    await question.getByRole('button', { name: 'Leave', exact: true }).click(WAIT);
    await page.getByRole('heading', { name: 'Products', level: 1 }).waitFor(WAIT);
    await close();
  });

  it('a refusal is on its field with the figures, and what was typed stays', async () => {
    const { page, faults, close } = await stage.at('/sell?place=L1', { as: 'clerk' });
    await add(page, 'SOAP');
    await add(page, 'TEA');
    await page.getByLabel('Quantity').nth(1).waitFor(WAIT);
    await page.getByLabel('Quantity').first().fill('11');
    await page.getByRole('button', { name: 'Sell', exact: true }).click(WAIT);
    const field = page.getByLabel('Quantity').first();
    await page.locator('[aria-invalid=true]').waitFor(WAIT);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const described = (await field.getAttribute('aria-describedby'))!.split(' ').at(-1)!;
    expect(await page.locator(`[id="${described}"]`).innerText()).toMatch(/10/);
    expect(await field.inputValue()).toBe('11');
    expect(await page.getByLabel('Quantity').nth(1).getAttribute('aria-invalid')).not.toBe('true');
    expect(await availableOf('SOAP')).toBe(10);
    expect(await axeFindings(page)).toEqual([]);
    await field.fill('1'); // edited: it is not said any more
    await until(async () => (await field.getAttribute('aria-invalid')) !== 'true');
    await page.getByRole('button', { name: 'Sell', exact: true }).click(WAIT);
    await page.getByRole('status').filter({ hasText: 'Sold:' }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('an answer that is lost is said, and sending again sells once', async () => {
    const before = await availableOf('TEA');
    const { page, context, close } = await stage.at('/sell?place=L1', { as: 'clerk' });
    await add(page, 'TEA');
    // The server gets it; the answer does not arrive.
    await context.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('recordSale')) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: 'Sell', exact: true }).click(WAIT);
    await page.getByRole('alert').filter({ hasText: 'No answer came' }).waitFor(WAIT);
    expect(await page.getByLabel('Quantity').isDisabled()).toBe(true);
    await context.unroute('**/graphql');
    await page.getByRole('button', { name: 'Send again (it is written once)' }).click(WAIT);
    await page.getByRole('status').filter({ hasText: 'Sold:' }).waitFor(WAIT);
    expect(await availableOf('TEA')).toBe(before - 1);
    await close();
  });

  it('a delivery comes in with lot and expiry; another date for the lot is refused on its field', async () => {
    const { page, faults, close } = await stage.at('/receive?place=L2', { as: 'clerk' });
    await add(page, 'TEA');
    await page.getByLabel('Quantity').fill('2');
    await page.getByLabel('Unit', { exact: true }).selectOption('box');
    await page.getByLabel('Lot').fill('LOT-9');
    await page.getByLabel('Expires').fill('2099-05-01');
    await page.getByRole('button', { name: 'Receive goods' }).click(WAIT);
    const received = page.getByRole('status').filter({ hasText: 'LOT-9' });
    await received.getByText('20 unit').waitFor(WAIT);
    await add(page, 'TEA');
    await page.getByLabel('Lot').fill('lot-9');
    await page.getByLabel('Expires').fill('2099-06-01');
    await page.getByRole('button', { name: 'Receive goods' }).click(WAIT);
    await page.locator('[aria-invalid=true]').waitFor(WAIT);
    expect(await page.getByLabel('Expires').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Lot').inputValue()).toBe('lot-9');
    expect(faults).toEqual([]);
    await close();
  });

  it('reads a number as its reader writes it', async () => {
    const { page, faults, close } = await stage.at('/receive?place=L2', {
      ...{ as: 'clerk', locale: 'de-DE' },
    });
    await page.getByLabel('Produkt hinzufügen').fill('TEA');
    await page.keyboard.press('Enter');
    await page.getByLabel('Menge').fill('1.500');
    await page.getByLabel('Kosten je unit').fill('0,25');
    await page.getByRole('button', { name: 'Ware annehmen' }).click(WAIT);
    await page.getByRole('status').getByText('1.500 unit').waitFor(WAIT);
    const { data } = await stage.server.ask(
      '{ product(sku: "TEA") { batches(last: 1) { nodes { intakeQuantity unitCost } } } }',
    );
    expect(data.product.batches.nodes).toEqual([{ intakeQuantity: 1500, unitCost: '0.250000' }]);
    expect(faults).toEqual([]);
    await close();
  });

  it('a refund takes back a part, no more than was sold; a void the rest', async () => {
    const { data } = await stage.server.ask(
      'mutation { recordSale(input: { locationId: "L1", receiptNumber: "R-77", lines: [{ productId: "TEA", quantity: 5 }] }) { id } }',
    );
    const after = await availableOf('TEA');
    const { page, faults, close } = await stage.at('/sales', { as: 'clerk' });
    await page.getByRole('link', { name: 'R-77' }).click(WAIT);
    await page.getByRole('button', { name: 'Refund' }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Refund of R-77' });
    await dialog.getByLabel('Back, in unit').fill('6');
    await scanByKeys(page, '4006381333931'); // is no figure, sends nothing and closes nothing
    expect(await dialog.getByLabel('Back, in unit').inputValue()).toBe('6');
    await dialog.getByLabel('Reason').fill('did not fit');
    await dialog.getByRole('button', { name: 'Refund', exact: true }).click(WAIT);
    await dialog.locator('[aria-invalid=true]').waitFor(WAIT);
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('did not fit');
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByLabel('Back, in unit').fill('2');
    await dialog.getByRole('button', { name: 'Refund', exact: true }).click(WAIT);
    await dialog.waitFor({ state: 'hidden', ...WAIT });
    await page.getByText('did not fit').waitFor(WAIT);
    await page.getByText('Partly refunded').waitFor(WAIT);
    expect(await availableOf('TEA')).toBe(after + 2);
    await page.getByRole('button', { name: 'Void', exact: true }).click(WAIT);
    const voiding = page.getByRole('dialog', { name: 'Void R-77' });
    await voiding.getByLabel('Reason').fill('mistake');
    await voiding.getByRole('button', { name: 'Void the sale' }).click(WAIT);
    await voiding.waitFor({ state: 'hidden', ...WAIT });
    await page.getByText('Voided').waitFor(WAIT);
    expect(await availableOf('TEA')).toBe(after + 5);
    expect(data.recordSale.id).toBeDefined();
    expect(faults).toEqual([]);
    await close();
  });

  it('a viewer sees sales and no buttons; what is sent all the same is refused', async () => {
    const { page, close } = await stage.at('/sales', { as: 'viewer' });
    const nav = page.getByRole('navigation', { name: 'Pages' });
    await nav.getByRole('link', { name: 'Sales' }).waitFor(WAIT);
    expect(await nav.getByRole('link', { name: 'Sell', exact: true }).count()).toBe(0);
    expect(await nav.getByRole('link', { name: 'Receive' }).count()).toBe(0);
    await page.goto(`${stage.server.base}/sell?place=L1`, WAIT);
    await page.getByText('Your role does not include this').waitFor(WAIT);
    const before = await availableOf('TEA');
    const code = await page.evaluate<string>(
      `fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: 'mutation { recordSale(input: { locationId: "L1", lines: [{ productId: "TEA", quantity: 1 }] }) { id } }' }),
      }).then((answer) => answer.json()).then(({ errors }) => errors?.[0].extensions.code)`,
    );
    expect(code).toBe('FORBIDDEN');
    expect(await availableOf('TEA')).toBe(before);
    await close();
  });

  it.each(['light', 'dark'] as const)('axe-core finds nothing: %s', async (colorScheme) => {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 360, height: 780 },
    ]) {
      const look = { colorScheme, viewport, reducedMotion: 'reduce' } as const;
      for (const path of ['/sell?place=L1', '/receive?place=L1']) {
        const { page, close } = await stage.at(path, { as: 'manager', ...look });
        await add(page, 'TEA');
        expect([path, await axeFindings(page)]).toEqual([path, []]);
        expect([path, await scrollsSideways(page)]).toEqual([path, false]);
        await close();
      }
      const { page, close } = await stage.at('/sales', { as: 'manager', ...look });
      await page.getByRole('link', { name: 'R-77' }).waitFor(WAIT);
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await page.getByRole('link', { name: 'R-77' }).click(WAIT);
      await page.getByRole('heading', { name: 'Sale R-77' }).waitFor(WAIT);
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await close();
    }
  });
});
