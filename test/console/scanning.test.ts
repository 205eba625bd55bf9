import type { Page } from 'playwright-core';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithBrowser } from '../support/browser';
import { until } from '../server/support';
import { barsOf, cameraThatSees } from './barcode';
import { ConsoleStage, FNC1, scanByKeys, WAIT } from './stage';

// A scanner that types, wherever the cursor is: it adds goods, and leaves what was typed and the form alone. A finger has
// the camera for one.

describeWithBrowser('scanning in the console', () => {
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
    const lines = page.getByRole('button', { name: /^Remove/ });
    const before = await lines.count();
    await page.getByLabel('Add a product').fill(code);
    await page.keyboard.press('Enter');
    await lines.nth(before).waitFor(WAIT);
  };

  it('a scan while the cursor is in a quantity or a price adds the product, and two at once add two', async () => {
    const before = await availableOf('TEA');
    const { page, context, close } = await stage.at('/sell?place=L1', { as: 'clerk' });
    await add(page, 'TEA');
    const quantity = page.getByLabel('Quantity');
    const reads = (wanted: string) => until(async () => (await quantity.inputValue()) === wanted);
    for (const [label, typed, then] of [
      ['Quantity', '3', '4'],
      ['Price', '2.50', '5'],
    ] as const) {
      await page.getByLabel(label).first().fill(typed);
      await page.getByLabel(label).first().focus();
      await scanByKeys(page, '4006381333931');
      await reads(then);
    }
    expect(await page.getByLabel('Price').first().inputValue()).toBe('2.50');
    await context.route('**/graphql', async (route) => {
      await sleep(300); // longer than a scanner waits
      await route.continue();
    });
    await page.getByLabel('Add a product').focus();
    await scanByKeys(page, '4006381333931');
    await scanByKeys(page, '4006381333931');
    await reads('7');
    const number = page.getByLabel('Receipt number');
    await number.focus();
    await scanByKeys(page, 'R-2031-7');
    expect(await number.inputValue()).toBe('R-2031-7');
    expect(await availableOf('TEA')).toBe(before); // nothing was sent
    await close();
  });

  it('what a person types at once is no scan; what is scanned while a sale is sent is of the next', async () => {
    const before = await availableOf('TEA');
    const { page, context, close } = await stage.at('/sell?place=L1', { as: 'clerk' });
    await add(page, 'TEA');
    const quantity = page.getByLabel('Quantity');
    await context.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('recordSale')) return route.continue();
      await scanByKeys(page, '4006381333931'); // before the server has it
      await route.continue();
    });
    await quantity.focus();
    await scanByKeys(page, '12');
    await until(async () => (await availableOf('TEA')) === before - 12);
    await until(
      async () => (await quantity.count()) === 1 && (await quantity.inputValue()) === '1',
    );
    await receive('TEA', 12);
    await close();
  });

  it.each([']', 'F8'] as const)(
    'a GS1 code fills in lot and expiry, whatever has the focus; FNC1 is %s',
    async (fnc1) => {
      const { page, faults, close } = await stage.at('/receive?place=L2', { as: 'clerk' });
      await add(page, 'TEA');
      const lots = page.getByLabel('Lot', { exact: true });
      const number = `L-${fnc1 === 'F8' ? 8 : 7}`;
      for (const [at, label] of ['Lot', 'Expires', 'Quantity', 'Cost per unit', 'Unit'].entries()) {
        await page.getByLabel(label, { exact: true }).first().focus();
        // The lot is not at the end: what follows it is not its own.
        await scanByKeys(page, `010400638133393110${number}${FNC1}17310831`, fnc1);
        const scanned = page.getByLabel('Quantity').nth(1);
        await until(
          async () => (await lots.count()) === 2 && (await scanned.inputValue()) === `${at + 1}`,
        );
      }
      expect(await lots.first().inputValue()).toBe('');
      expect(await lots.nth(1).inputValue()).toBe(number);
      expect(await page.getByLabel('Expires').first().inputValue()).toBe('');
      expect(await page.getByLabel('Expires').nth(1).inputValue()).toBe('2031-08-31');
      expect(await page.getByLabel('Quantity').first().inputValue()).toBe('1');
      expect(await page.getByLabel('Cost per unit').first().inputValue()).toBe('');
      expect(await page.getByLabel('Unit', { exact: true }).first().inputValue()).toBe('unit');
      await page.getByRole('button', { name: 'Receive goods' }).click(WAIT);
      const received = page.getByRole('status').filter({ hasText: number });
      await received.getByText('5 unit').waitFor(WAIT);
      const { data } = await stage.server.ask(
        '{ product(sku: "TEA") { batches(last: 1) { nodes { batchNumber expiryDate intakeQuantity } } } }',
      );
      expect(data.product.batches.nodes).toEqual([
        { batchNumber: number, expiryDate: '2031-08-31', intakeQuantity: 5 },
      ]);
      expect(faults).toEqual([]);
      await close();
    },
  );

  it.each(['/sell?place=L1', '/receive?place=L1', '/transfers/new', '/orders/new'])(
    'a finger has a button for the camera, which adds what it sees: %s',
    async (path) => {
      const phone = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } };
      const { page, faults, close } = await stage.at(path, { as: 'manager', ...phone });
      await page.getByLabel('Add a product').waitFor(WAIT);
      await page.evaluate(cameraThatSees(barsOf('4006381333931')));
      const button = page.getByRole('button', { name: 'Scan by camera' });
      await button.tap(WAIT);
      const seen = page.getByLabel('What the camera sees');
      await seen.waitFor(WAIT);
      await page.getByRole('listitem').filter({ hasText: 'Green tea' }).waitFor(WAIT);
      await button.tap(WAIT);
      await seen.waitFor({ state: 'detached', ...WAIT });
      expect(faults).toEqual([]);
      await close();
    },
  );

  it('where there is a pointer there is no button for the camera', async () => {
    const { page, close } = await stage.at('/sell?place=L1', { as: 'clerk' });
    await page.getByLabel('Add a product').waitFor(WAIT);
    expect(await page.getByRole('button', { name: 'Scan by camera' }).count()).toBe(0);
    await close();
  });
});
