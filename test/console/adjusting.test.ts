import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, scanByKeys, scrollsSideways, WAIT } from './stage';

// Asking for an adjustment from the page of a product and of a batch: it waits for another person.

describeWithBrowser('adjusting in the console', () => {
  let stage: ConsoleStage;
  let product: string;
  let batch: string;
  const ask = async (query: string) => {
    const { data, error } = await stage.server.ask(query);
    expect(error).toBeUndefined();
    return data;
  };
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const { createProduct, receiveStock } = await ask(
      `mutation {
        createProduct(input: { sku: "JAM", name: "Plum jam", units: [{ code: "box", factor: 10 }] }) { id }
        receiveStock(input: { locationId: "L2", lines: [{ productId: "JAM", quantity: 30, batchNumber: "PLUM-1" }] }) { batches { id } }
      }`,
    );
    product = createProduct.id;
    batch = receiveStock.batches[0].id;
  });
  afterAll(() => stage?.close());

  const asked = async () =>
    (
      await ask(
        `{ adjustments(batchId: "${batch}") { nodes { type status quantity reason location { code } } } }`,
      )
    ).adjustments.nodes;
  const open = async (page: Page) => {
    await page.getByRole('button', { name: 'Adjust', exact: true }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Adjust Plum jam' });
    await dialog.getByLabel('Quantity').waitFor(WAIT);
    return dialog;
  };

  it('is asked for on the page of a product; a refusal is on its field and nothing typed is lost', async () => {
    const { page, context, faults, close } = await stage.at(`/products/${product}?place=L2`, {
      as: 'clerk',
    });
    const dialog = await open(page);
    await dialog.getByRole('option', { name: 'PLUM-1 · 30 left in all' }).waitFor({
      ...{ state: 'attached', ...WAIT },
    });
    await dialog.getByLabel('Quantity').fill('0');
    await dialog.getByLabel('Reason').fill('fell off the shelf');
    const send = dialog.getByRole('button', { name: 'Ask for the adjustment' });
    await send.click(WAIT);
    await dialog.locator('[aria-invalid=true]').waitFor(WAIT);
    expect(await dialog.getByLabel('Quantity').getAttribute('aria-invalid')).toBe('true');
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('fell off the shelf');
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByLabel('Quantity').fill('0.2');
    await dialog.getByLabel('Unit').selectOption('box');
    // The server gets it; the answer does not arrive.
    await context.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('requestAdjustment')) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await send.click(WAIT);
    await dialog.getByRole('alert').filter({ hasText: 'No answer came' }).waitFor(WAIT);
    await context.unroute('**/graphql');
    await dialog.getByRole('button', { name: 'Send again' }).click(WAIT);
    await page.getByRole('status').getByText('-2 unit of lot PLUM-1').waitFor(WAIT);
    await page.getByRole('button', { name: 'Done' }).click(WAIT);
    expect(await asked()).toEqual([
      {
        ...{ type: 'DAMAGE', status: 'PENDING', quantity: -2, reason: 'fell off the shelf' },
        location: { code: 'L2' },
      },
    ]);
    expect(faults.filter((each) => !each.includes('ERR_FAILED'))).toEqual([]);
    await close();
  });

  it('is asked for on the page of a batch, where it is; a viewer is not offered it', async () => {
    const { page, faults, close } = await stage.at(`/batches/${batch}`, { as: 'clerk' });
    const dialog = await open(page);
    await dialog.getByLabel('Cause').selectOption('RETURN');
    expect(await dialog.getByLabel('Change').inputValue()).toBe('in');
    await dialog.getByLabel('Quantity').fill('3');
    await scanByKeys(page, '4006381333931'); // a scan is no figure, and closes nothing
    expect(await dialog.getByLabel('Quantity').inputValue()).toBe('3');
    await dialog.getByRole('button', { name: 'Close' }).focus();
    await scanByKeys(page, 'JAM-1');
    await dialog.getByLabel('Reason').fill('brought back, ');
    await dialog.getByLabel('Reason').press('End');
    await scanByKeys(page, 'NOTE-77'); // of a text it is a part, and sends nothing
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('brought back, NOTE-77');
    expect(await asked()).toHaveLength(1);
    await dialog.getByRole('button', { name: 'Ask for the adjustment' }).click(WAIT);
    await page.getByRole('status').getByText('+3 unit of lot PLUM-1').waitFor(WAIT);
    expect(await asked()).toContainEqual({
      ...{ type: 'RETURN', status: 'PENDING', quantity: 3, reason: 'brought back, NOTE-77' },
      location: { code: 'L2' },
    });
    expect(faults).toEqual([]);
    await close();
    const viewer = await stage.at(`/batches/${batch}`, { as: 'viewer' });
    await viewer.page.getByRole('heading', { level: 1 }).waitFor(WAIT);
    expect(await viewer.page.getByRole('button', { name: 'Adjust' }).count()).toBe(0);
    await viewer.close();
  });

  it.each(['light', 'dark'] as const)('axe-core finds nothing: %s', async (colorScheme) => {
    const look = { colorScheme, viewport: { width: 360, height: 780 } } as const;
    const { page, close } = await stage.at(`/products/${product}`, {
      ...{ as: 'clerk', reducedMotion: 'reduce', ...look },
    });
    await open(page);
    expect(await axeFindings(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await close();
  });
});
