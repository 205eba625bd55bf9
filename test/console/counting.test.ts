import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { until } from '../server/support';
import { barsOf, cameraThatSees } from './barcode';
import { ConsoleStage, pressAtOnce, scan, tabTo, WAIT } from './stage';

// Counting as in a shop that stays open: with a scanner, without a connection in the middle, while goods are sold.

const GOODS = 50;
/** Slower than a scanner's keys. */

const sku = (number: number) => `SHELF-${String(number).padStart(3, '0')}`;
const inStock = (number: number) => 10 + (number % 7);

describeWithBrowser('counting in the console', () => {
  let stage: ConsoleStage;
  const ask = async (query: string, variables: object = {}) => {
    const { data, error } = await stage.server.ask(query, variables);
    expect(error).toBeUndefined();
    return data;
  };
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const numbers = Array.from({ length: GOODS }, (_, at) => at + 1);
    await ask(
      `mutation {
        shelf: createLocation(input: { code: "SHELF", name: "Shelf", kind: STOREFRONT }) { id }
        small: createLocation(input: { code: "SMALL", name: "Small place", kind: STOREFRONT }) { id }
        tea: createProduct(input: { sku: "TEA", name: "Green tea", units: [{ code: "box", factor: 10 }], codes: [{ kind: GTIN, code: "4006381333931" }, { kind: GTIN, code: "4006381333948", unit: "box" }] }) { id }
      }`,
    );
    for (const each of numbers)
      await ask(
        `mutation { createProduct(input: { sku: "${sku(each)}", name: "Goods ${each}" }) { id } }`,
      );
    await ask(
      'mutation ($lines: [ReceiveStockLineInput!]!) { receiveStock(input: { locationId: "SHELF", lines: $lines }) { id } }',
      { lines: numbers.map((each) => ({ productId: sku(each), quantity: inStock(each) })) },
    );
    await ask(
      'mutation { receiveStock(input: { locationId: "SMALL", lines: [{ productId: "TEA", quantity: 30, batchNumber: "T-1" }] }) { id } }',
    );
  });
  afterAll(() => stage?.close());

  const sell = (number: number, quantity: number) =>
    ask(
      `mutation { recordSale(input: { locationId: "SHELF", lines: [{ productId: "${sku(number)}", quantity: ${quantity} }] }) { id } }`,
    );
  const startTea = async (blind = false): Promise<string> =>
    (
      await ask(
        `mutation { startStockCount(locationId: "SMALL", productIds: ["TEA"], blind: ${blind}) { id } }`,
      )
    ).startStockCount.id as string;
  const linesOf = async (id: string) =>
    (
      await ask(
        `{ stockCount(id: "${id}") { status automatic lines { state counted figures { variance countedQuantity } entries { quantity mode actor } } } }`,
      )
    ).stockCount;
  const lineOf = async (id: string) => (await linesOf(id)).lines[0];
  const toCount = (page: Page, product: string) =>
    page.getByRole('region', { name: 'What is counted' }).getByText(product, { exact: true });
  /** Counts a product by its code: what is scanned next writes it down. */
  const count = async (page: Page, code: string, name: string, amount: number) => {
    await scan(page, code);
    await toCount(page, name).waitFor(WAIT);
    await page.keyboard.type(String(amount), { delay: 60 });
  };

  it('counts 50 lines by scanner, offline in the middle, while goods are sold: nothing is missing', async () => {
    const { page, context, faults, close } = await stage.at('/counts', {
      ...{ as: 'clerk', viewport: { width: 390, height: 844 } },
    });
    const press = async (name: string) => {
      await tabTo(page, page.locator('button:not([disabled])', { hasText: name }));
      await page.keyboard.press('Enter');
    };
    await tabTo(page, page.getByLabel('Place', { exact: true }));
    await page.keyboard.type('Shelf'); // as a person chooses in a list
    await press('Start');
    await page.getByText(`0 of ${GOODS} counted`).waitFor(WAIT);
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    const counting = async (from: number, to: number) => {
      for (let each = from; each <= to; each++)
        await count(page, sku(each), `Goods ${each}`, inStock(each));
    };
    await counting(1, 15);
    await sell(3, 2); // after it was counted
    await context.setOffline(true);
    await counting(16, 30);
    await page.getByText('No connection: go on counting').waitFor(WAIT);
    await sell(20, 1); // after it was counted, and before that is sent
    await sell(40, 3); // before it is counted, and the device does not know
    for (let each = 31; each <= 45; each++)
      await count(page, sku(each), `Goods ${each}`, inStock(each) - (each === 40 ? 3 : 0));
    await context.setOffline(false);
    await counting(46, GOODS);
    await page.keyboard.press('Enter');
    await page.getByText(`${GOODS} of ${GOODS} counted`).waitFor(WAIT);
    await press('I have finished');
    await press('Submit what I counted');
    await page.getByText('Posted by itself').waitFor(WAIT);
    await page.getByText('Everything agrees').waitFor(WAIT);
    const { status, automatic, lines } = await linesOf(id);
    expect([status, automatic]).toEqual(['POSTED', true]);
    expect(lines.filter((line: { entries: unknown[] }) => line.entries.length !== 1)).toEqual([]);
    expect(
      lines.filter((line: { figures: { variance: number } }) => line.figures.variance !== 0),
    ).toEqual([]);
    // What the browser reports of itself while it is offline is no fault.
    expect(faults.filter((each) => !each.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    await close();
  }, 300_000);

  it('digits that follow each other at once, before a busy page can look, are all typed', async () => {
    const id = await startTea();
    const { page, close } = await stage.at(`/counts/${id}`, { as: 'clerk' });
    await page.getByText('0 of 1 counted').waitFor(WAIT);
    await pressAtOnce(page, [...'4006381333931', 'Enter', '', '1', '2']);
    await page.getByLabel('Amount', { exact: true }).getByText('12').waitFor(WAIT);
    await pressAtOnce(page, ['', '3', '', ...'4006381333948', 'Enter']); // writes them down
    await until(async () => (await lineOf(id)).entries[0]?.quantity === 123);
    await close();
  });

  it('each scan counts one; a box counts ten; another shelf is added; an answer that is lost counts once', async () => {
    const id = await startTea();
    const { page, context, close } = await stage.at(`/counts/${id}`, { as: 'clerk' });
    await page.getByText('0 of 1 counted').waitFor(WAIT);
    const amount = page.getByLabel('Amount', { exact: true });
    await scan(page, '4006381333931');
    await scan(page, '4006381333931');
    await until(async () => (await amount.innerText()) === '2');
    await scan(page, '4006381333948'); // another unit: the two are written down
    await until(async () => (await amount.innerText()) === '1');
    expect(await page.getByLabel('Unit').inputValue()).toBe('box');
    // Enter at once would be a scanner's.
    await page.getByRole('button', { name: /^(Count|Add)$/ }).click(WAIT);
    await until(async () => (await lineOf(id)).entries.length === 2);
    await context.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('recordCount')) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await count(page, '4006381333931', 'Green tea', 5);
    await page.keyboard.press('Enter');
    await page.getByText('No connection: go on counting').waitFor(WAIT);
    await context.unroute('**/graphql');
    await page.getByText('No connection: go on counting').waitFor({ state: 'detached', ...WAIT });
    expect((await lineOf(id)).entries).toMatchObject([
      { quantity: 2, mode: 'SET' },
      { quantity: 10, mode: 'ADD' },
      { quantity: 5, mode: 'ADD' },
    ]);
    await close();
  });

  it('is kept while nobody answers, for the person who counted, until that person signs out', async () => {
    const id = await startTea();
    const { cookie } = await stage.people.join('counter@shop.example', 'CLERK');
    const { page, context, close } = await stage.at('/sign-in');
    const [name, value] = cookie.split('=');
    await context.addCookies([{ name: name!, value: value!, url: stage.server.base }]);
    await context.route('**/graphql', (route) =>
      route.request().postData()?.includes('recordCount') ? route.abort() : route.continue(),
    );
    const kept = page.getByText('1 figure is kept on this device');
    await page.goto(`${stage.server.base}/counts/${id}`, WAIT);
    await page.getByText('0 of 1 counted').waitFor(WAIT);
    await count(page, '4006381333931', 'Green tea', 7);
    await page.keyboard.press('Enter');
    await kept.waitFor(WAIT);
    await page.reload(WAIT);
    await kept.waitFor(WAIT);
    const other = (await stage.cookieOf('clerk')).split('=');
    await context.addCookies([{ name: other[0]!, value: other[1]!, url: stage.server.base }]);
    await page.reload(WAIT);
    await page.getByText('0 of 1 counted').waitFor(WAIT);
    expect(await page.getByText('not sent').count()).toBe(0);
    await context.addCookies([{ name: name!, value: value!, url: stage.server.base }]);
    await page.reload(WAIT);
    await kept.waitFor(WAIT);
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.accept();
    });
    await page.getByRole('button', { name: /^Account/ }).click(WAIT);
    await page.getByRole('menuitem', { name: 'Sign out' }).click(WAIT);
    await page.waitForURL('**/sign-in', WAIT);
    expect(asked).toEqual([expect.stringContaining('1 counted figures have not been sent')]);
    expect(await page.evaluate('indexedDB.databases()')).toEqual([]);
    expect((await lineOf(id)).entries).toEqual([]);
    await close();
  });

  it('says what was sold in between, takes the cause, and is posted by a manager', async () => {
    const id = await startTea();
    const clerk = await stage.at(`/counts/${id}`, { as: 'clerk' });
    await clerk.page.getByText('0 of 1 counted').waitFor(WAIT);
    await count(clerk.page, '4006381333931', 'Green tea', 29);
    await clerk.page.keyboard.press('Enter');
    await until(async () => (await lineOf(id)).entries.length === 1);
    await ask(
      'mutation { recordSale(input: { locationId: "SMALL", lines: [{ productId: "TEA", quantity: 4 }] }) { id } }',
    );
    expect(await clerk.page.getByRole('button', { name: 'Post' }).count()).toBe(0);
    const { page, faults, close } = await stage.at(`/counts/${id}`, { as: 'manager' });
    await page.getByLabel('Why Green tea differs').selectOption('THEFT');
    await page.getByRole('button', { name: 'Post', exact: true }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Post the count' });
    await dialog.getByRole('button', { name: 'Post' }).click(WAIT);
    await dialog.getByLabel('Reason').fill('one is missing');
    await dialog.getByRole('button', { name: 'Post' }).click(WAIT);
    await dialog.waitFor({ state: 'hidden', ...WAIT });
    await page.getByText('29 counted, -4 moved since').waitFor(WAIT);
    expect(await lineOf(id)).toMatchObject({ figures: { variance: -1, countedQuantity: 25 } });
    expect(await page.getByLabel('Why Green tea differs').inputValue()).toBe('THEFT');
    expect(faults).toEqual([]);
    await clerk.close();
    await close();
  });

  it('two people who count the same goods are told; the figure can be dropped', async () => {
    const id = await startTea();
    const { page, context, close } = await stage.at(`/counts/${id}`, { as: 'clerk' });
    await page.getByText('0 of 1 counted').waitFor(WAIT);
    await context.setOffline(true);
    await count(page, '4006381333931', 'Green tea', 25);
    await page.keyboard.press('Enter');
    const batch = (await ask(`{ stockCount(id: "${id}") { lines { batch { id } } } }`)).stockCount
      .lines[0].batch.id;
    await ask(
      `mutation { recordCount(stockCountId: "${id}", lines: [{ batchId: "${batch}", countedQuantity: 24 }]) { id } }`,
    );
    await context.setOffline(false);
    const refused = page.getByRole('alert').filter({ hasText: 'Green tea: 25' });
    await refused.waitFor(WAIT);
    await refused.getByRole('button', { name: 'Drop this figure' }).click(WAIT);
    await refused.waitFor({ state: 'detached', ...WAIT });
    expect((await lineOf(id)).entries).toMatchObject([{ quantity: 24 }]);
    await close();
  });

  it('a camera reads a barcode', async () => {
    const id = await startTea();
    const { page, faults, close } = await stage.at(`/counts/${id}`, { as: 'clerk' });
    await page.getByText('0 of 1 counted').waitFor(WAIT);
    await page.evaluate(cameraThatSees(barsOf('4006381333931')));
    await page.getByRole('button', { name: 'Camera' }).click(WAIT);
    await toCount(page, 'Green tea').waitFor(WAIT);
    expect(await page.getByLabel('Amount', { exact: true }).innerText()).toBe('1');
    expect(faults).toEqual([]);
    await close();
  });

  it('opens without a connection once it was open, as an installed app does', async () => {
    const { page, context, close } = await stage.at('/counts', { as: 'clerk' });
    await page.getByText('Everything at a place').waitFor(WAIT);
    const manifest = await page.evaluate<{ icons: { src: string; sizes: string }[] }>(
      `navigator.serviceWorker.ready
        .then(() => fetch(document.querySelector('link[rel=manifest]').href))
        .then((answer) => answer.json())`,
    );
    expect(manifest).toMatchObject({ name: 'Bincard', display: 'standalone' });
    const sizes = manifest.icons.map(({ sizes: each }) => each);
    expect(sizes).toEqual(['any', '192x192', '512x512', '512x512']);
    for (const { src } of manifest.icons) {
      const icon = new URL(src, stage.server.base);
      expect((await stage.server.get(icon.pathname)).status).toBe(200);
    }
    const devtools = await context.newCDPSession(page);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // A context of a test keeps nothing, as a private window does: Chromium says that, and nothing else.
    const faults = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
    expect(faults).toEqual([]);
    await page.reload(WAIT); // now by the worker, which keeps it
    await page.getByText('Everything at a place').waitFor(WAIT);
    await context.setOffline(true);
    await page.reload(WAIT);
    await page.getByText('The server does not answer').waitFor(WAIT);
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click(WAIT);
    await page.getByText('Everything at a place').waitFor(WAIT);
    await close();
  });
});
