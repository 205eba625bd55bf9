import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { ConsoleStage, WAIT } from './stage';

// One value for every row of a file that does not say it.

describeWithBrowser('a value of every row in the import of the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
  });
  afterAll(() => stage?.close());

  const choose = (page: Page, name: string, text: string) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) }, WAIT);

  it('is chosen where it is a code, and typed where it is a name', async () => {
    const { createSupplier } = (
      await stage.server.ask(
        'mutation { createSupplier(code: "EVERY", name: "Every Row Ltd") { code } }',
      )
    ).data;
    const { page, faults, close } = await stage.at('/import?kind=stock', { as: 'manager' });
    await choose(page, 'd.csv', 'sku,qty\nA,2\n');
    await page.getByLabel('Place of every row').selectOption('L1');
    await page.getByLabel('Supplier of every row').fill('Market on Sunday');
    await page.getByRole('button', { name: 'Check again' }).click(WAIT);
    await page.getByRole('button', { name: 'Bring 1 row in' }).click(WAIT);
    await page.getByText('Brought in', { exact: true }).waitFor(WAIT);
    const { receipts } = (await stage.server.ask('{ receipts(last: 1) { nodes { supplier } } }'))
      .data;
    expect(receipts.nodes).toEqual([{ supplier: 'Market on Sunday' }]);
    await page.goto(`${stage.server.base}/import?kind=prices`, WAIT);
    await choose(page, 'e.csv', 'sku,price\nA,2.50\n');
    await page.getByLabel('What the file holds').selectOption('prices');
    await page.getByLabel('Supplier of every row').selectOption(createSupplier.code);
    await page.getByRole('button', { name: 'Check again' }).click(WAIT);
    await page.getByRole('button', { name: 'Bring 1 row in' }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });
});
