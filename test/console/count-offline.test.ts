import type { BrowserContext, Page } from 'playwright-core';
import { until } from '../server/support';
import { describeWithBrowser } from '../support/browser';
import { ConsoleStage, FNC1, scan, scanByKeys, WAIT } from './stage';

// A count on a device whose browser is closed, or that is opened again, while there is no connection.

const CODE = '4006381333931';

describeWithBrowser('a count that is opened without a connection', () => {
  let stage: ConsoleStage;
  const ask = async (query: string) => {
    const { data, error } = await stage.server.ask(query);
    expect(error).toBeUndefined();
    return data;
  };
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    await ask(
      `mutation {
        place: createLocation(input: { code: "PLACE", name: "Small place", kind: STOREFRONT }) { id }
        tea: createProduct(input: { sku: "TEA", name: "Green tea", codes: [{ kind: GTIN, code: "${CODE}" }] }) { id }
        jam: createProduct(input: { sku: "JAM", name: "Plum jam" }) { id }
        receiveStock(input: { locationId: "PLACE", lines: [{ productId: "TEA", quantity: 30, batchNumber: "T-1" }, { productId: "JAM", quantity: 5, batchNumber: "J-1" }] }) { id }
      }`,
    );
  });
  afterAll(() => stage?.close());

  const start = async (): Promise<string> =>
    (await ask('mutation { startStockCount(locationId: "PLACE") { id } }')).startStockCount
      .id as string;
  /** What was written of a count: lots, quantities and who counted. */
  const entriesOf = async (id: string): Promise<string[]> => {
    const { stockCount } = await ask(
      `{ stockCount(id: "${id}") { lines { batch { batchNumber } entries { quantity actor } } } }`,
    );
    const lines = stockCount.lines as {
      batch: { batchNumber: string };
      entries: { quantity: number; actor: string }[];
    }[];
    return lines
      .flatMap(({ batch, entries }) =>
        entries.map(({ quantity, actor }) => `${batch.batchNumber} ${quantity} ${actor}`),
      )
      .sort();
  };
  const signIn = async (context: BrowserContext, cookie: string) => {
    const [name, value] = cookie.split('=');
    await context.addCookies([{ name: name!, value: value!, url: stage.server.base }]);
  };
  const count = async (page: Page, code: string, name: string, amount: number) => {
    await scan(page, code);
    const counted = page.getByRole('region', { name: 'What is counted' });
    await counted.getByText(name, { exact: true }).waitFor(WAIT);
    await page.keyboard.type(String(amount), { delay: 60 });
    await page.keyboard.press('Enter');
  };
  /** Waits until the browser has kept the page with all its files. */
  const isInstalled = (page: Page) =>
    until(() =>
      page.evaluate<boolean>(
        `Promise.all(
          ['/page', ...performance.getEntriesByType('resource').map(({ name }) => name)]
            .filter((name) => name === '/page' || name.includes('/assets/'))
            .map((name) => caches.match(name)),
        ).then((kept) => kept.every(Boolean))`,
      ),
    );
  /** Whether the browser has kept a count, by its id. */
  const hasCount = (page: Page, id: string) =>
    page.evaluate<boolean>(
      `new Promise((resolve) => {
        const request = indexedDB.open('bincard-counting');
        request.onsuccess = () => {
          const db = request.result;
          const get = db.transaction('sheet').objectStore('sheet').get('${id}');
          get.onsuccess = () => resolve(get.result !== undefined);
          db.close(); // once the transaction has ended
        };
      })`,
    );
  const isKept = async (page: Page, id: string) => {
    await isInstalled(page);
    await until(() => hasCount(page, id));
  };
  const figures = (page: Page, text: string) => page.getByText(text).waitFor(WAIT);

  it('goes on after a reload, and after another one; what was counted is sent once', async () => {
    const id = await start();
    const { page, context, close } = await stage.at(`/counts/${id}`, { as: 'clerk' });
    await page.getByText('0 of 2 counted').waitFor(WAIT);
    await isKept(page, id); // at its first visit already
    await context.setOffline(true);
    await count(page, CODE, 'Green tea', 29);
    await figures(page, '1 figure is kept on this device');
    await page.reload(WAIT);
    await figures(page, '1 figure is kept on this device');
    await page.getByText('1 of 2 counted').waitFor(WAIT);
    await page.getByRole('region', { name: 'Lines' }).getByText('Plum jam').click(WAIT);
    await page.keyboard.type('4', { delay: 60 });
    await page.keyboard.press('Enter');
    await figures(page, '2 figures are kept on this device');
    await page.reload(WAIT);
    await figures(page, '2 figures are kept on this device');
    expect(await entriesOf(id)).toEqual([]);
    await context.setOffline(false);
    await until(async () => (await entriesOf(id)).length === 2);
    await page.getByText('No connection').waitFor({ state: 'detached', ...WAIT });
    await page.getByText('2 of 2 counted').waitFor(WAIT);
    expect(await entriesOf(id)).toEqual([
      expect.stringMatching(/^J-1 4 /),
      expect.stringMatching(/^T-1 29 /),
    ]);
    await close();
  });

  it('a page that was never open says that the server does not answer', async () => {
    const id = await start();
    const { page, context, close } = await stage.at('/counts', { as: 'clerk' });
    await page.getByText('Everything at a place').waitFor(WAIT);
    await isInstalled(page);
    await context.setOffline(true);
    await page.goto(`${stage.server.base}/counts/${id}`, WAIT);
    await page.getByText('The server does not answer').waitFor(WAIT);
    await close();
  });

  it("another person's session sends nothing of it", async () => {
    const id = await start();
    const mine = await stage.people.join('counts@shop.example', 'CLERK');
    const other = await stage.people.join('other@shop.example', 'CLERK');
    const { page, context, close } = await stage.at('/sign-in');
    await signIn(context, mine.cookie);
    await page.goto(`${stage.server.base}/counts/${id}`, WAIT);
    await page.getByText('0 of 2 counted').waitFor(WAIT);
    await isKept(page, id);
    await context.setOffline(true);
    await count(page, CODE, 'Green tea', 28);
    await figures(page, '1 figure is kept on this device');
    // Somebody else signs in in another window of the same browser, while this page stays as it is.
    await signIn(context, other.cookie);
    await context.setOffline(false);
    await page.getByText('0 of 2 counted').waitFor(WAIT);
    await page.getByText('not sent').waitFor({ state: 'detached', ...WAIT });
    expect(await entriesOf(id)).toEqual([]);
    await signIn(context, mine.cookie);
    await page.goto(`${stage.server.base}/counts/${id}`, WAIT);
    await until(async () => (await entriesOf(id)).length === 1);
    expect(await entriesOf(id)).toEqual(['T-1 28 counts@shop.example']);
    await close();
  });

  it('is not shown to the next person who signs in', async () => {
    const id = await start();
    const { cookie } = await stage.people.join('next@shop.example', 'CLERK');
    const { page, context, close } = await stage.at(`/counts/${id}`, { as: 'clerk' });
    await page.getByText('0 of 2 counted').waitFor(WAIT);
    await isKept(page, id);
    await page.goto('about:blank', WAIT);
    await signIn(context, cookie);
    await page.goto(`${stage.server.base}/counts`, WAIT);
    await page.getByText('Everything at a place').waitFor(WAIT);
    await until(async () => !(await hasCount(page, id)));
    await context.setOffline(true);
    await page.goto(`${stage.server.base}/counts/${id}`, WAIT);
    await page.getByText('The server does not answer').waitFor(WAIT);
    await close();
  });

  it('a count that is over is not kept', async () => {
    const id = await start();
    const { page, close } = await stage.at(`/counts/${id}`, { as: 'clerk' });
    await page.getByText('0 of 2 counted').waitFor(WAIT);
    await isKept(page, id);
    await ask(`mutation { cancelStockCount(id: "${id}") { id } }`);
    await page.reload(WAIT);
    await page.getByText('cancelled').first().waitFor(WAIT);
    await until(async () => !(await hasCount(page, id)));
    await close();
  });

  it('reads the labels of goods as the API does', async () => {
    const { startStockCount } = await ask(
      `mutation {
        createLocation(input: { code: "LABELS", name: "Shelf with labels", kind: STOREFRONT }) { id }
        honey: createProduct(input: { sku: "HONEY", name: "Honey", units: [{ code: "case", factor: 12 }], codes: [{ kind: GTIN, code: "9501101530003" }, { kind: GTIN, code: "4006381333948", unit: "case" }] }) { id }
        receiveStock(input: { locationId: "LABELS", lines: [{ productId: "HONEY", quantity: 60, batchNumber: "H-1" }, { productId: "HONEY", quantity: 60, batchNumber: "H-2" }] }) { id }
        startStockCount(locationId: "LABELS") { id }
      }`,
    );
    // The lot of each differs from that before, which is written down by it.
    const labels = [
      `]C1010950110153000310H-1${FNC1}17310831`,
      ']d201095011015300031731083110H-2',
      `${FNC1}010950110153000321S7${FNC1}10h-1`,
      ']C1010400638133394810H-2',
      `0109501101530003305${FNC1}10H-1`,
      `]d291HONEY${FNC1}92H-2${FNC1}9320310831`,
      `0104006381333948372${FNC1}10H-1`,
    ];
    const read = await Promise.all(
      labels.map(async (code) => {
        const { data, error } = await stage.server.ask(
          'query ($code: String!) { resolveCode(code: $code) { unit quantity lotNumber product { sku baseUnit } } }',
          { code },
        );
        expect(error).toBeUndefined();
        const { unit, quantity, lotNumber, product } = data.resolveCode;
        const lot = `${product.sku} · lot ${lotNumber.toUpperCase()}`;
        return [lot, String(quantity ?? 1), quantity === null ? unit : product.baseUnit];
      }),
    );
    expect(read.map(([, amount, unit]) => `${amount} ${unit}`)).toEqual([
      ...['1 unit', '1 unit', '1 unit', '1 case', '5 unit', '1 unit', '24 unit'],
    ]);
    const { page, context, close } = await stage.at(`/counts/${startStockCount.id}`, {
      as: 'clerk',
    });
    await page.getByText('0 of 2 counted').waitFor(WAIT);
    await context.setOffline(true);
    const counted = page.getByRole('region', { name: 'What is counted' });
    for (const [at, code] of labels.entries()) {
      const [lot, amount, unit] = read[at]!;
      await scanByKeys(page, code);
      await counted.getByText(lot).waitFor(WAIT);
      await until(
        async () =>
          (await page.getByLabel('Amount', { exact: true }).innerText()) === amount &&
          (await page.getByLabel('Unit').inputValue()) === unit,
      );
    }
    await close();
  });
});
