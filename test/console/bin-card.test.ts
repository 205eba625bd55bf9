import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { addDays } from '../support/days';
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
    const { page, faults, close } = await stage.at(`/products/${id}?order=oldest`, {
      as: 'manager',
    });
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

  const row = (page: Page, at: number) => page.locator(`tr[aria-rowindex="${at}"]`);

  it('begins with the newest movement, unless the oldest is asked for in its address', async () => {
    const { page, faults, close } = await stage.at(`/products/${id}`, { as: 'manager' });
    const asked = countOf(page, 'BinCard');
    const all = (ALL - 2).toLocaleString('en-GB');
    await page.getByText(`closing ${all}`).waitFor(WAIT);
    expect(await row(page, 2).innerText()).toMatch(/Sold[^]*-1[^]*1,198/);
    expect(await row(page, 3).innerText()).toMatch(/Sold[^]*-1[^]*1,199/);
    const end = await reach(page, ALL + 3);
    expect(await end.innerText()).toMatch(/Received[^]*N1-0[^]*\+1[^]*\n?\t?1$/);
    asked.times = 0;
    await scroll(page, 0);
    await ask(
      'mutation { recordSale(input: { locationId: "L1", lines: [{ productId: "LONG", quantity: 1 }] }) { id } }',
    );
    await page.getByText(`closing ${(ALL - 3).toLocaleString('en-GB')}`).waitFor(WAIT);
    expect(asked.times).toBe(1);
    expect(await row(page, 2).innerText()).toMatch(/Sold[^]*-1[^]*1,197/);
    expect(await row(page, 3).innerText()).toMatch(/Sold[^]*-1[^]*1,198/);

    await page.getByLabel('Order of the movements').selectOption('Oldest first');
    await page.waitForURL(/order=oldest/, WAIT);
    await row(page, 2).filter({ hasText: 'N1-0' }).waitFor(WAIT);
    await page.reload(WAIT);
    await row(page, 2).filter({ hasText: 'N1-0' }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('leads to a day, from which it goes on in its order, and says the stock of each day', async () => {
    const day = (before: number) => addDays(stage.servers.shop.today, -before);
    const { createProduct } = await ask(
      'mutation { createProduct(input: { sku: "DAYS", name: "Days" }) { id } }',
    );
    for (const [before, quantity] of [
      [50, 7],
      [20, 5],
      [3, 2],
    ] as const)
      await ask('mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }', {
        input: {
          ...{ locationId: 'L1', businessDate: day(before) },
          lines: [{ productId: 'DAYS', quantity, batchNumber: `D${before}` }],
        },
      });
    const { page, faults, close } = await stage.at(`/products/${createProduct.id}`, {
      as: 'manager',
    });
    await row(page, 2).filter({ hasText: 'D3' }).waitFor(WAIT);
    const goTo = page.getByLabel('Go to day');
    await goTo.fill(day(19));
    await page.waitForURL((url) => url.searchParams.get('day')?.includes(day(19)) ?? false, WAIT);
    await row(page, 2).filter({ hasText: 'D20' }).waitFor(WAIT);
    await page.getByText('Opening 7, closing 12').waitFor(WAIT);
    // A day before the period is gone to all the same, and the period stays.
    const from = await page.getByLabel('From', { exact: true }).inputValue();
    await goTo.fill(day(50));
    await row(page, 2).filter({ hasText: 'D50' }).waitFor(WAIT);
    expect(await page.getByLabel('From', { exact: true }).inputValue()).toBe(from);
    // A day that is not over, or of no ledger, is not gone to.
    for (const none of [day(-400), '0002-07-30']) await goTo.fill(none);
    await row(page, 2).filter({ hasText: 'D50' }).waitFor(WAIT);
    expect(new URL(page.url()).searchParams.get('day')).toContain(day(50));
    await page.getByLabel('Order of the movements').selectOption('Oldest first');
    await row(page, 4).filter({ hasText: 'D3' }).waitFor(WAIT);
    await page.reload(WAIT);
    await row(page, 4).filter({ hasText: 'D3' }).waitFor(WAIT);
    expect(await page.getByLabel('Go to day').inputValue()).toBe(day(50));
    await page.getByRole('button', { name: 'Show the whole period' }).click(WAIT);
    await page.waitForURL((url) => !url.searchParams.has('day'), WAIT);

    await page.getByLabel('From', { exact: true }).fill(day(50));
    const days = page.getByRole('slider', { name: 'Stock at the end of a day' });
    const said = (text: string) =>
      page.locator(`[aria-valuetext*="${text}"]`).waitFor({ state: 'attached', ...WAIT });
    const shown = page.locator('p[aria-hidden]');
    await days.focus();
    await page.keyboard.press('Home');
    await said('Before ');
    await shown.filter({ hasText: /^Before .*: 0 / }).waitFor(WAIT);
    await page.keyboard.press('ArrowRight');
    await said(': 7 ');
    await page.keyboard.press('End');
    await said(': 14 ');
    await days.blur();
    await shown.waitFor({ state: 'detached', ...WAIT });
    // Under the pointer: in the middle of the 50 days nothing but the first receipt had come.
    await page.getByRole('img', { name: /^Stock from/ }).hover(WAIT);
    await shown.filter({ hasText: /^At the end of .*: 7 / }).waitFor(WAIT);
    expect(faults).toEqual([]);
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
