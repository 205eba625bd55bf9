import type { Locator, Page } from 'playwright-core';
import { addDays } from '../support/days';
import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, scrollsSideways, WAIT } from './stage';
import { writeFlowingProduct } from './flowing-product';

// Where the stock of a product went, and what there was of it on a day: the figures add up, and each leads to the movements
// that make it up.

/** A figure as it is written: with or without a sign, and what groups its digits. */
const numberOf = (text: string): number =>
  Number(/[+\-\u2212]?\d[\d,]*/.exec(text)![0].replace('\u2212', '-').replaceAll(',', ''));
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

/** High enough that every movement is drawn. */
const SEEN = { as: 'viewer', viewport: { width: 1280, height: 3000 } } as const;

/** What the ledger has of a product. */
interface Movement {
  readonly kind: string;
  readonly quantity: number;
  readonly businessDate: string;
  readonly location: { readonly code: string };
}

describeWithBrowser('where stock went, and what there was of it', () => {
  let stage: ConsoleStage;
  let id: string;
  let today: string;
  let ledger: readonly Movement[];
  const ask = async (query: string, variables: object = {}) => {
    const { data, error } = await stage.server.ask(query, variables);
    expect(error).toBeUndefined();
    return data;
  };
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    ({ today } = stage.servers.shop);
    id = await writeFlowingProduct(stage, today);
    const { movements } = await ask(
      'query ($id: ID) { movements(filter: { productId: $id }, first: 500) { nodes { kind quantity businessDate location { code } } } }',
      { id },
    );
    ledger = movements.nodes;
  }, 60_000);
  afterAll(() => stage?.close());

  /** An equation as it stands: the total, and each term with its name. */
  const read = async (equation: Locator) => {
    await equation.waitFor(WAIT);
    const lines = await equation.locator('> div').all();
    return Promise.all(
      lines.map(async (line) => ({
        name: await line.locator('dt').innerText(),
        figure: numberOf(await line.locator('dd').innerText()),
        href: await line.getByRole('link').getAttribute('href', WAIT),
      })),
    );
  };
  /** The figures of a table's rows by the name of the place, with where each leads. */
  const rowsOf = async (table: Locator) => {
    await table.waitFor(WAIT);
    const rows: Record<string, { figure: number; href: string }[]> = {};
    for (const row of await table.locator('tbody tr:not([aria-hidden])').all()) {
      const links = await row.locator('td a').all();
      rows[await row.locator('td').first().innerText()] = await Promise.all(
        links.map(async (link) => ({
          figure: numberOf(await link.innerText()),
          href: (await link.getAttribute('href'))!,
        })),
      );
    }
    return rows;
  };
  /** The sum of the movements or batches that an address lists. */
  const sumBehind = async (page: Page, href: string) => {
    await page.goto(`${stage.server.base}${href}`, WAIT);
    const rows = page.getByRole('tabpanel').locator('tbody tr:not([aria-hidden])');
    await rows.first().waitFor(WAIT);
    await page.waitForLoadState('networkidle', WAIT);
    const last = href.includes('part=') || href.includes('tab=batches') ? -1 : -2;
    const cells = await rows.evaluateAll(
      (found, at) =>
        (found as unknown as { cells: { innerText: string }[] }[]).map(
          ({ cells }) => [...cells].at(at)!.innerText,
        ),
      last,
    );
    return sumOf(cells.map(numberOf));
  };

  it('has had documents of every kind', () => {
    expect([...new Set(ledger.map(({ kind }) => kind))].sort()).toEqual([
      ...['ADJUSTMENT', 'ASSEMBLY_OUT', 'ASSEMBLY_VOID', 'COUNT', 'EXPIRY', 'INTAKE_CORRECTION'],
      ...['RECEIPT', 'RECEIPT_VOID', 'REFUND', 'SALE', 'SALE_VOID', 'TRANSFER_IN', 'TRANSFER_OUT'],
    ]);
  });

  it('what was received is what became of it, and each term leads to what makes it up', async () => {
    const { page, faults, close } = await stage.at(`/products/${id}`, SEEN);
    await page.getByRole('tab', { name: 'Where it went' }).click(WAIT);
    await page.waitForURL(/tab=flow/, WAIT);
    const equation = page.getByLabel('What became of what was received');
    const [received, ...terms] = await read(equation);
    expect(terms.map(({ name }) => name)).toEqual([
      ...['sold', 'came back', 'written off', 'adjusted up', 'on the way'],
      ...['in stock at L1', 'in stock at L2', 'in stock at Q1'],
    ]);
    expect(sumOf(terms.map(({ figure }) => figure))).toBe(received!.figure);
    // What is drawn ends where the equation does.
    const titles = await page
      .getByRole('img', { name: /^From what came in/ })
      .locator('title')
      .allTextContents();
    const drawn = (way: RegExp) => sumOf(titles.filter((each) => way.test(each)).map(lastNumber));
    const named = (name: string) => terms.find((term) => term.name === name)!.figure;
    expect(drawn(/^Received →/)).toBe(received!.figure);
    expect(drawn(/→ Sold:/)).toBe(named('sold'));
    expect(drawn(/→ Written off:/)).toBe(named('written off'));
    expect(drawn(/→ On the way:/)).toBe(named('on the way'));
    expect(drawn(/→ Adjusted down:/) - drawn(/^Adjusted up →/)).toBe(named('adjusted up'));
    expect(drawn(/→ In stock:/)).toBe(
      sumOf(terms.filter(({ name }) => name.startsWith('in stock')).map(({ figure }) => figure)),
    );
    const wrong: unknown[] = [];
    for (const { name, figure, href } of [received!, ...terms]) {
      // Of what left, the ledger has less than nothing.
      const isLess = /^(sold|came back|written off|adjusted|on the way)/.test(name);
      const behind = await sumBehind(page, href!);
      if (behind !== (isLess ? -figure : figure)) wrong.push([name, figure, behind]);
    }
    expect(wrong).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  }, 240_000);

  it('each figure of a place leads to what makes it up, and the file has the same', async () => {
    const { page, faults, close } = await stage.at(`/products/${id}?tab=flow`, SEEN);
    const table = page.getByRole('table', { name: 'Where it went, by place' });
    const rows = await rowsOf(table);
    expect(Object.keys(rows)).toEqual(['One', 'Two', 'Q1', 'All places']);
    const [saved] = await Promise.all([
      page.waitForEvent('download', WAIT),
      page.getByRole('tabpanel').getByRole('button', { name: 'CSV' }).click(WAIT),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await saved.createReadStream()) chunks.push(chunk as Buffer);
    const file = Buffer.concat(chunks).toString().trim().split('\r\n').slice(1);
    expect(file.map((line) => line.split(',').slice(1, -1).map(Number))).toEqual(
      Object.values(rows).map((figures) => figures.map(({ figure }) => figure)),
    );
    const wrong: unknown[] = [];
    for (const [place, figures] of Object.entries(rows)) {
      const [left, ...moved] = figures.map(({ figure }) => figure).reverse();
      expect([place, sumOf(moved)]).toEqual([place, left]);
      for (const { figure, href } of figures.filter((each) => each.figure !== 0)) {
        const behind = await sumBehind(page, href);
        if (behind !== figure) wrong.push([place, href, figure, behind]);
      }
    }
    expect(wrong).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  }, 240_000);

  it('the stock of a day and what has moved since is the stock of now, at each place', async () => {
    const day = addDays(today, -9); // something moved on it, too
    const { page, faults, close } = await stage.at(`/products/${id}`, SEEN);
    await page.getByLabel('Stock at the end of', { exact: true }).fill(day);
    await page.waitForURL(new RegExp(`asOf=${day}`), WAIT);
    const table = page.getByRole('table', { name: 'Stock then and now, by place' });
    const rows = await rowsOf(table);
    const sum = (code: string | undefined, isThen: boolean) =>
      sumOf(
        ledger
          .filter(({ location }) => code === undefined || location.code === code)
          .filter(({ businessDate }) => !isThen || businessDate <= day)
          .map(({ quantity }) => quantity),
      );
    const wanted = (code?: string) => {
      const [then, now] = [sum(code, true), sum(code, false)];
      return [then, now - then, now];
    };
    const figures = Object.entries(rows).map(([place, of]) => [place, of.map((e) => e.figure)]);
    expect(Object.fromEntries(figures)).toEqual({
      ...{ One: wanted('L1'), Two: wanted('L2'), Q1: wanted('Q1'), 'All places': wanted() },
    });
    expect(wanted('L1')[0]).toBe(45); // 14 of it were written down last
    const equation = page.getByLabel('Stock then and now at all places');
    const [now, then, ...since] = await read(equation);
    expect([now!.figure, then!.figure]).toEqual([wanted()[2], wanted()[0]]);
    expect(then!.figure + sumOf(since.map(({ figure }) => figure))).toBe(now!.figure);
    expect(await axeFindings(page)).toEqual([]);

    const wrong: unknown[] = [];
    const moved = Object.values(rows).map(([, difference]) => difference!);
    for (const { figure, href } of [then!, ...since, ...moved]) {
      const behind = await sumBehind(page, href!);
      if (behind !== figure) wrong.push([href, figure, behind]);
      // The day is still looked at beside the ledger.
      expect(await page.getByLabel('Stock at the end of', { exact: true }).inputValue()).toBe(day);
    }
    expect(wrong).toEqual([]);
    await page.goto(`${stage.server.base}/products/${id}?asOf=${day}&place=L1`, WAIT);
    const [at] = await read(page.getByLabel('Stock then and now at One'));
    expect(at!.figure).toBe(wanted('L1')[2]);
    expect(faults).toEqual([]);
    await close();
  }, 240_000);

  it('a day that is not over is said to be so, and one that the calendar does not have is none', async () => {
    const { page, faults, close } = await stage.at(`/products/${id}?asOf=${today}`, {
      ...{ as: 'viewer', viewport: { width: 360, height: 780 } },
    });
    await page.getByText('That day is not over yet').waitFor(WAIT);
    expect(await page.getByLabel('Stock at the end of', { exact: true }).getAttribute('max')).toBe(
      addDays(today, -1),
    );
    await page.goto(`${stage.server.base}/products/${id}?asOf=2026-02-31&tab=flow`, WAIT);
    await page.getByLabel('What became of what was received').waitFor(WAIT);
    expect(await page.getByRole('heading', { name: /^At the end of/ }).count()).toBe(0);
    expect(await scrollsSideways(page)).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});

/** The figure at the end of the title of a flow. */
const lastNumber = (title: string): number => numberOf(title.slice(title.lastIndexOf(': ')));
