import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { ConsoleStage, WAIT } from './stage';

// A long bin card in two browsers: what one of them sells is seen in the other, which asks only for the end of the card.

const RECEIPTS = 3;
const LINES = 400;
const ALL = RECEIPTS * LINES;

interface Scrolled {
  readonly scrollY: number;
  readonly document: { readonly body: { readonly scrollHeight: number } };
  scrollTo(x: number, y: number): void;
}

describeWithBrowser('a long bin card in the console', () => {
  let stage: ConsoleStage;
  let id: string;
  const ask = async (query: string, variables: object = {}) => {
    const { data, error } = await stage.server.ask(query, variables);
    expect(error).toBeUndefined();
    return data;
  };
  const receive = (name: string, lines: number) =>
    ask(
      'mutation ($lines: [ReceiveStockLineInput!]!) { receiveStock(input: { locationId: "L1", lines: $lines }) { id } }',
      {
        lines: Array.from({ length: lines }, (_, at) => ({
          ...{ productId: 'LONG', quantity: 1, batchNumber: `${name}-${at}` },
        })),
      },
    );
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const { createProduct } = await ask(
      'mutation { createProduct(input: { sku: "LONG", name: "Long card" }) { id } }',
    );
    id = createProduct.id as string;
    for (let at = 1; at <= RECEIPTS; at++) await receive(`N${at}`, LINES);
  });
  afterAll(() => stage?.close());

  /** Counts how often an operation is sent from now on. */
  const countOf = (page: Page, operation: string) => {
    const counted = { times: 0 };
    page.on('request', (request) => {
      if (request.postData()?.includes(`query ${operation}(`)) counted.times++;
    });
    return counted;
  };
  const scroll = (page: Page, to: 'end' | number) =>
    page.evaluate((where) => {
      const window = globalThis as unknown as Scrolled;
      window.scrollTo(0, where === 'end' ? window.document.body.scrollHeight : where);
    }, to);
  const scrolled = (page: Page) => page.evaluate(() => (globalThis as unknown as Scrolled).scrollY);
  /** Scrolls down until a row is there, as many pages as it takes. */
  const reach = async (page: Page, row: number) => {
    const wanted = page.locator(`tr[aria-rowindex="${row}"]`);
    for (let times = 0; (await wanted.count()) === 0; times++) {
      expect(times).toBeLessThan(200);
      await scroll(page, 'end');
      await page.waitForTimeout(50);
    }
    return wanted;
  };

  it('what another browser sells is seen, by one question, and nothing scrolls', async () => {
    const { page, faults, close } = await stage.at(`/products/${id}`, { as: 'manager' });
    const asked = countOf(page, 'BinCard');
    await page.getByText(`closing ${ALL.toLocaleString('en-GB')}`).waitFor(WAIT);
    await (await reach(page, ALL + 1)).waitFor(WAIT);
    expect(asked.times).toBeGreaterThan(1);
    await scroll(page, 9000);
    const before = await scrolled(page);
    asked.times = 0;

    const till = await stage.at('/sell?place=L1&product=LONG', { as: 'clerk' });
    await till.page.getByLabel('Quantity').fill('2');
    await till.page.getByRole('button', { name: 'Sell', exact: true }).click(WAIT);
    await till.page.getByRole('status').first().waitFor(WAIT);

    await page.getByText(`closing ${(ALL - 2).toLocaleString('en-GB')}`).waitFor({
      ...{ state: 'attached', ...WAIT },
    });
    expect(asked.times).toBe(1);
    expect(await scrolled(page)).toBe(before);
    const sold = await reach(page, ALL + 2);
    expect(await sold.innerText()).toMatch(/Sold[^]*-1[^]*1,199/);
    expect(faults).toEqual([]);
    await till.close();
    await close();
  });

  it('a part of a figure has what is new at its head, by one question', async () => {
    const { page, faults, close } = await stage.at(`/products/${id}?part=purchases`, {
      as: 'manager',
    });
    const asked = countOf(page, 'MovementsOfKinds');
    await (await reach(page, ALL + 1)).waitFor(WAIT);
    asked.times = 0;
    await scroll(page, 0);
    await receive('NEW', 1);
    const table = page.getByRole('table', { name: 'Movements' });
    await table.getByText('NEW-0').waitFor(WAIT);
    expect(asked.times).toBe(1);
    const head = await page.locator('tr[aria-rowindex="2"]').innerText();
    expect(head).toContain('NEW-0');
    expect(await page.locator('tr[aria-rowindex="3"]').innerText()).toContain(`N${RECEIPTS}-`);
    expect(faults).toEqual([]);
    await close();
  });
});
