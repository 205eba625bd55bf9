import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { ConsoleStage, WAIT } from './stage';

// Every figure says why it is what it is: what is behind each of its terms adds up to it, whatever kind of term it is.

/** A figure as it is written: with or without a sign, a unit, and what groups its digits. */
const numberOf = (text: string): number => {
  const [digits] = /[+\-\u2212]?\d[\d,]*/.exec(text) ?? [];
  if (digits === undefined) throw new Error(`There is no figure in ${text}`);
  return Number(digits.replace('\u2212', '-').replaceAll(',', ''));
};
const sumOf = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + numberOf(text), 0);

describeWithBrowser('why a figure is what it is', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
  });
  afterAll(() => stage?.close());

  const ask = async (query: string) => {
    const { data, error } = await stage.server.post({ query });
    expect(error).toBeUndefined();
    return data;
  };
  /** The sum of the last column, which has the quantities that a figure is made of. */
  const sumBehind = async (page: Page) => {
    const rows = page.locator('main table tbody tr:not([aria-hidden])');
    await rows.first().waitFor(WAIT);
    return sumOf(await rows.locator('td:last-child').allInnerTexts());
  };

  it('each term of what is available leads to the batches or reservations that make it up, each part to its movements', async () => {
    const { products } = await ask(
      '{ products(first: 100) { nodes { id sku stock { onHand available location { code } } } } }',
    );
    const { page, faults, close } = await stage.at('/', { as: 'viewer' });
    const seen = new Set<string>();
    const wrong: unknown[] = [];
    for (const { id, sku, stock } of products.nodes) {
      for (const { location } of stock) {
        const asked = `${stage.server.base}/products/${id}?why=true&place=${location.code}`;
        const why = page.getByRole('dialog', { name: 'Why this number?' });
        const open = async () => {
          await page.goto(asked, WAIT);
          await why.locator('dl').nth(1).waitFor(WAIT);
          return why.locator('dl > div').all();
        };
        const lines = await open();
        for (let at = 0; at < lines.length; at++) {
          const line = (at === 0 ? lines : await open())[at]!;
          const figure = numberOf(await line.locator('dd').innerText());
          const name = await line.locator('dt').innerText();
          const term = line.getByRole('button');
          if ((await term.count()) === 0 || figure === 0) continue;
          await term.click(WAIT);
          await why.waitFor({ state: 'hidden', ...WAIT });
          await page.waitForLoadState('networkidle', WAIT);
          const behind = await sumBehind(page);
          seen.add(name);
          const isTaken = ['expired', 'on hold', 'reserved'].includes(name);
          if (behind !== (isTaken ? -figure : figure))
            wrong.push([sku, location.code, name, figure, behind]);
        }
      }
    }
    expect(wrong).toEqual([]);
    for (const name of ['on hand', 'expired', 'on hold', 'reserved', 'received', 'sold'])
      expect([...seen]).toContain(name);
    expect(faults).toEqual([]);
    await close();
  }, 240_000);

  it('each term of a batch leads to the movements that make it up', async () => {
    const { batches } = await ask('{ batches(first: 100) { nodes { id batchNumber } } }');
    const { page, faults, close } = await stage.at('/', { as: 'viewer' });
    const wrong: unknown[] = [];
    const seen = new Set<string>();
    for (const { id, batchNumber } of batches.nodes) {
      await page.goto(`${stage.server.base}/batches/${id}`, WAIT);
      const lines = page.locator('main dl').first().locator('> div');
      await lines.first().waitFor(WAIT);
      const figures = await lines.locator('dd').allInnerTexts();
      // What is left is the sum of the terms.
      expect([batchNumber, sumOf(figures.slice(1))]).toEqual([batchNumber, numberOf(figures[0]!)]);
      for (let at = 1; at < figures.length; at++) {
        const term = lines.nth(at).getByRole('link');
        const name = await term.innerText();
        await term.click(WAIT);
        await page.getByRole('heading', { name: `Movements: ${name}` }).waitFor(WAIT);
        await page.waitForLoadState('networkidle', WAIT);
        seen.add(name);
        const behind = await sumBehind(page);
        if (behind !== numberOf(figures[at]!)) wrong.push([batchNumber, name, figures[at], behind]);
      }
    }
    expect(wrong).toEqual([]);
    expect(seen.size).toBeGreaterThan(4);
    expect(faults).toEqual([]);
    await close();
  }, 240_000);

  it.each(['stock?group=PRODUCT_AND_LOCATION&', 'daily?product=B&', 'value?', 'margin?', 'abc?'])(
    'each figure of the report %s leads to what it is made of',
    async (report) => {
      const { page, faults, close } = await stage.at(`/reports/${report}from=2020-01-01`, {
        as: 'viewer',
      });
      const links = page.locator('main table td:not(:first-child) a');
      await links.first().waitFor(WAIT);
      const figures = await links.evaluateAll((found) =>
        (found as unknown as { href: string; innerText: string }[]).map(({ href, innerText }) => ({
          ...{ href, text: innerText },
        })),
      );
      const isFigure = /^[+\-\u2212]?\d/; // the other links lead to a product
      const moved = figures.filter(({ text }) => isFigure.test(text) && numberOf(text) !== 0);
      expect(moved.length).toBeGreaterThan(/^(stock|daily)/.test(report) ? 4 : 1);
      const wrong: unknown[] = [];
      for (const { href, text } of moved.slice(0, 40)) {
        await page.goto(href, WAIT);
        await page.getByText(/^(Opening|Together)/).waitFor(WAIT);
        if (href.includes('part=')) {
          const behind = await sumBehind(page);
          // What is sold leaves: a report says how much, the ledger takes it off.
          const sign = href.includes('part=sold') ? -1 : 1;
          if (behind !== sign * numberOf(text)) wrong.push([href, text, behind]);
        } else {
          const sum = await page.getByText(/^Opening/).innerText();
          const [, ...sums] = /^Opening (-?[\d,]+), closing (-?[\d,]+)/.exec(sum) ?? [];
          if (!sums.map(numberOf).includes(numberOf(text))) wrong.push([href, text, sum]);
        }
      }
      expect(wrong).toEqual([]);
      expect(faults).toEqual([]);
      await close();
    },
    240_000,
  );

  it('what the list of products says is available opens why', async () => {
    const { page, faults, close } = await stage.at('/products', { as: 'viewer' });
    const row = page.getByRole('table', { name: 'Products' }).getByRole('row', { name: /Barley/ });
    const figure = row.getByRole('cell').nth(4).getByRole('link');
    const available = numberOf(await figure.innerText());
    await figure.click(WAIT);
    const why = page.getByRole('dialog', { name: 'Why this number?' });
    await why.locator('dl dd').first().waitFor(WAIT);
    const [total, ...places] = await why.locator('dl').first().locator('dd').allInnerTexts();
    expect([numberOf(total!), sumOf(places)]).toEqual([available, available]);
    expect(faults).toEqual([]);
    await close();
  });
});
