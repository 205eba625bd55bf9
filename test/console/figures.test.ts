import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, WAIT } from './stage';

// Integrity and reports: what the figures are, that they can be taken along, and that the browser itself verifies the days.

const HOSTILE = '=1+1 <img src=x onerror=alert(1)>';

describeWithBrowser('figures in the console', () => {
  let stage: ConsoleStage;
  let day: string;
  beforeAll(async () => {
    stage = await ConsoleStage.open({}, { signingSecret: randomBytes(32) });
    const { error } = await stage.server.ask(
      `mutation ($name: String!) {
        updateSettings(input: { currency: "EUR" }) { currency }
        createProduct(input: { sku: "TEA", name: $name }) { id }
        receiveStock(input: { locationId: "L1", lines: [{ productId: "TEA", quantity: 40, unitCost: "2.50" }] }) { id }
        recordSale(input: { locationId: "L1", lines: [{ productId: "TEA", quantity: 10, unitPrice: "4" }] }) { id }
      }`,
      { name: HOSTILE },
    );
    expect(error).toBeUndefined();
    day = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
  });
  afterAll(() => stage?.close());

  it('every rule holds, and is counted again by a button', async () => {
    const { page, faults, close } = await stage.at('/integrity', { as: 'viewer' });
    await page.getByText('Every rule is in force, and nothing violates one').waitFor(WAIT);
    await page.getByText('insufficient_stock', { exact: true }).waitFor(WAIT);
    const answer = page.waitForResponse(
      (response) => response.request().postData()?.includes('IntegrityRules') ?? false,
      WAIT,
    );
    await page.getByRole('button', { name: 'Count again' }).click(WAIT);
    await answer;
    expect(faults).toEqual([]);
    await close();
  });

  it('the browser verifies the closed days, also against a checkpoint that was kept', async () => {
    const before = new Date(Date.now() - 4 * 86_400_000).toISOString().slice(0, 10);
    for (const each of [before, day]) {
      const { error } = await stage.server.ask(`mutation { closeDay(businessDate: "${each}") }`);
      expect(error).toBeUndefined();
    }
    const { page, faults, close } = await stage.at('/integrity', { as: 'viewer' });
    await page.getByRole('button', { name: 'Verify in this browser' }).click(WAIT);
    await page.getByText('Nothing was rewritten').waitFor(WAIT);
    const [download] = await Promise.all([
      page.waitForEvent('download', WAIT),
      page.getByRole('button', { name: 'Keep the checkpoint' }).click(WAIT),
    ]);
    const kept = readFileSync(await download.path(), 'utf8');
    const file = path.join(os.tmpdir(), `bincard-kept-${process.pid}.json`);
    writeFileSync(file, kept);
    const input = page.locator('input[type=file]');
    await input.setInputFiles(file, WAIT);
    await page.getByText('Nothing was rewritten').waitFor(WAIT);
    // One that another history has signed.
    const forged = kept.replace(/("[\w-]{10,})\.([\w-]{10,})\.([\w-]{9})/, '$1.$2.AAAAAAAAA');
    expect(forged).not.toBe(kept);
    writeFileSync(file, forged);
    await input.setInputFiles(file, WAIT);
    await page.getByText('It does not verify').waitFor(WAIT);
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it('a rule that is switched off stands first', async () => {
    const { pools } = stage.servers.database;
    await pools.super.query('alter table inventory.sales disable trigger all');
    const { page, close } = await stage.at('/integrity', { as: 'admin' });
    await page.getByText(/rules? (is|are) violated or switched off/).waitFor(WAIT);
    await page.getByText('switched off', { exact: true }).first().waitFor(WAIT);
    await pools.super.query('alter table inventory.sales enable trigger all');
    await close();
  });

  it('value and margin are by what the batches had cost', async () => {
    const { page, faults, close } = await stage.at('/reports/value', { as: 'viewer' });
    const value = page.getByRole('table', { name: 'Value' });
    const row = value.getByRole('row').filter({ hasText: 'TEA' });
    await row.waitFor(WAIT);
    expect(await row.getByRole('cell').last().innerText()).toBe('75.00');
    await page
      .getByRole('navigation', { name: 'Reports' })
      .getByRole('link', { name: 'Margin' })
      .click(WAIT);
    const sold = page.getByRole('table').getByRole('row').filter({ hasText: 'TEA' });
    await sold.waitFor(WAIT);
    expect(await sold.innerText()).toMatch(/10[^]*40\.00[^]*25\.00[^]*15\.00/);
    expect(faults).toEqual([]);
    await close();
  });

  it('a file has what is seen, and no formula', async () => {
    const { page, faults, close } = await stage.at('/reports/stock', { as: 'viewer' });
    const row = page.getByRole('row').filter({ hasText: 'TEA' });
    await row.waitFor(WAIT);
    const [download] = await Promise.all([
      page.waitForEvent('download', WAIT),
      page.getByRole('button', { name: 'CSV' }).click(WAIT),
    ]);
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(lines[0]).toMatch(/^\ufeffProduct,SKU,Opening,Received,Sold/);
    expect(lines.find((line) => line.includes('TEA'))).toMatch(
      /^'=1\+1 <img src=x onerror=alert\(1\)>,TEA,0,40,-?10,/,
    );
    expect(faults).toEqual([]);
    await close();
  });

  it('the days of one product are drawn as steps, with their table', async () => {
    const { page, faults, close } = await stage.at('/reports/daily', { as: 'viewer' });
    await page.getByLabel('Product', { exact: true }).fill('TEA');
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: /^Stock from .* to 30/ }).waitFor(WAIT);
    const cells = page.getByRole('table').getByRole('row').filter({ hasText: 'TEA' });
    expect(await cells.count()).toBe(1);
    expect(faults).toEqual([]);
    await close();
  });

  it('on a phone the name of the report that is open is in view among the others', async () => {
    const { page, faults, close } = await stage.at('/reports/stock', {
      ...{ as: 'viewer', viewport: { width: 360, height: 780 } },
    });
    const at = async (name: string) => {
      const link = page.getByRole('main').getByRole('link', { name, exact: true });
      await link.and(page.locator('[aria-current=page]')).waitFor(WAIT);
      await page.waitForFunction(isInView, await link.elementHandle(), WAIT);
    };
    await at('Stock audit');
    await page.goto(`${stage.server.base}/reports/continuity`, WAIT);
    await at('Continuity');
    expect(faults).toEqual([]);
    await close();
  });
});

/** In the page: whether all of an element is between the window's sides. */
function isInView(element: unknown): boolean {
  const { left, right } = (
    element as { getBoundingClientRect(): { left: number; right: number } }
  ).getBoundingClientRect();
  return left >= 0 && right <= (globalThis as unknown as { innerWidth: number }).innerWidth;
}
