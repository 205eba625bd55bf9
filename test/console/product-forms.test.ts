import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, scrollsSideways, WAIT } from './stage';

// A product is added and changed by hand: refusals stand at their fields, and nobody's change is overwritten.

describeWithBrowser('forms of products in the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
  });
  afterAll(() => stage?.close());

  it('a product is added; what is taken already is said at its field', async () => {
    const { page, faults, close } = await stage.at('/products', {
      ...{ as: 'manager', colorScheme: 'dark', viewport: { width: 360, height: 780 } },
    });
    await page.getByRole('button', { name: 'New product' }).press('Enter', WAIT);
    const dialog = page.getByRole('dialog', { name: 'New product' });
    await dialog.getByLabel('Name').fill('Teapot');
    await dialog.getByLabel('SKU').fill('A'); // the apple's
    await dialog.getByLabel('Barcode').fill('4006381333931');
    await dialog.getByLabel('Reorder at').fill('4');
    await page.keyboard.press('Enter');
    await dialog.locator('[aria-invalid=true]').waitFor(WAIT);
    expect(await dialog.getByLabel('SKU').getAttribute('aria-invalid')).toBe('true');
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Teapot');
    expect(await axeFindings(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await dialog.getByLabel('SKU').fill('POT-1');
    await dialog.getByRole('button', { name: 'Add the product' }).click(WAIT);
    await page.getByRole('heading', { level: 1, name: 'Teapot' }).waitFor(WAIT);
    const { data } = await stage.server.ask(
      '{ product(sku: "POT-1") { name baseUnit reorderPoint trackInventory codes { code kind } } }',
    );
    expect(data.product).toMatchObject({
      ...{ name: 'Teapot', baseUnit: 'unit', reorderPoint: 4, trackInventory: true },
      codes: expect.arrayContaining([{ code: '4006381333931', kind: 'GTIN' }]) as unknown,
    });
    expect(faults).toEqual([]);
    await close();
  });

  it('a product is changed; what somebody else has changed is not overwritten', async () => {
    const { page, faults, close } = await stage.at('/products?search=POT-1', { as: 'manager' });
    await page.getByRole('link', { name: 'Teapot' }).click(WAIT);
    await page.getByRole('button', { name: 'Edit' }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Edit Teapot' });
    await dialog.getByLabel('Name').fill('Big teapot');
    const update =
      'mutation { updateProduct(input: { id: "POT-1", reorderPoint: 9 }) { version } }';
    expect((await stage.server.ask(update)).error).toBeUndefined();
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click(WAIT);
    await dialog.getByText('This has changed since it was shown here').waitFor(WAIT);
    await dialog.getByRole('button', { name: 'Close' }).click(WAIT);
    await page.getByRole('button', { name: 'Edit' }).click(WAIT);
    expect(await dialog.getByLabel('Reorder at').inputValue()).toBe('9');
    await dialog.getByLabel('Name').fill('Big teapot');
    await dialog.getByRole('button', { name: 'Save' }).click(WAIT);
    await page.getByRole('heading', { level: 1, name: 'Big teapot' }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });
});
