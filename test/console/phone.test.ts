import { describeWithBrowser } from '../support/browser';
import { ConsoleStage, scrollsSideways, WAIT } from './stage';

// Tables on a phone: what a row is about is read without scrolling sideways.

describeWithBrowser('tables on a phone', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
  });
  afterAll(() => stage?.close());

  it('the audit log says who changed what, before and after, in each row', async () => {
    const { data } = await stage.server.ask(
      `mutation { createProduct(input: { sku: "AUD-1", name: "Before" }) { id }
        updateProduct(input: { id: "AUD-1", name: "After" }) { id } }`,
    );
    const { page, faults, close } = await stage.at(`/audit?id=${data.createProduct.id}`, {
      ...{ as: 'manager', viewport: { width: 390, height: 844 } },
    });
    const row = page.getByRole('row').filter({ hasText: 'UPDATE product' });
    for (const text of ['UPDATE product', 'tester', 'name: Before → After']) {
      const shown = row.getByText(text);
      await shown.locator('visible=true').waitFor(WAIT);
      const box = await shown.locator('visible=true').boundingBox();
      expect([text, box!.x >= 0 && box!.x < 390]).toEqual([text, true]);
    }
    expect(await scrollsSideways(page)).toBe(false);
    await row.getByRole('button').click(WAIT);
    await page.getByRole('dialog', { name: 'UPDATE product' }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });
});
