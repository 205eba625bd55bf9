import { readFileSync } from 'node:fs';
import { describeWithBrowser } from '../support/browser';
import { until } from '../server/support';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { ConsoleStage, WAIT } from './stage';

// Labels: what is drawn is read again, as a scanner reads it from paper, and resolved by the API.

const wasm = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));

describeWithBrowser('labels in the console', () => {
  let stage: ConsoleStage;
  let lot: string;
  const ask = async (query: string) => {
    const { data, error } = await stage.server.ask(query);
    expect(error).toBeUndefined();
    return data;
  };
  beforeAll(async () => {
    prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
    stage = await ConsoleStage.open();
    const { receiveStock } = await ask(
      `mutation {
        tea: createProduct(input: { sku: "TEA", name: "Green tea", codes: [{ kind: GTIN, code: "4006381333931" }] }) { id }
        mug: createProduct(input: { sku: "MUG-01", name: "Mug <b>&amp;</b> \\u202Esaucer" }) { id }
        receiveStock(input: { locationId: "L1", lines: [{ productId: "TEA", quantity: 5, batchNumber: "L-42/A", expiryDate: "2031-08-31" }] }) { batches { lot { id } } }
      }`,
    );
    lot = receiveStock.batches[0].lot.id;
  });
  afterAll(() => stage?.close());

  it('draws what a scanner reads, and what it reads is the product and the lot', async () => {
    const { page, faults, close } = await stage.at(`/labels?lot=${lot}`, {
      ...{ as: 'clerk', viewport: { width: 1440, height: 1600 }, deviceScaleFactor: 3 },
    });
    const sheet = page.getByRole('listitem').filter({ has: page.getByRole('img') });
    await sheet.first().waitFor(WAIT);
    for (const [at, code] of ['TEA', 'MUG-01'].entries()) {
      await page.getByLabel('Add a product').fill(code);
      await page.keyboard.press('Enter');
      await until(async () => (await sheet.count()) === at + 2); // the lot's own is there
    }
    const read = async (at: number) => {
      const picture = await sheet.nth(at).screenshot();
      const [found] = await readBarcodes(new Uint8Array(picture).buffer, {
        tryHarder: true,
      });
      return found?.text;
    };
    expect(await read(0)).toContain('04006381333931');
    expect(await read(1)).toBe('4006381333931');
    expect(await read(2)).toBe('MUG-01');
    const { resolveCode } = await ask(
      `{ resolveCode(code: ${JSON.stringify(await read(0))}) { product { sku } lot { lotNumber } expiryDate } }`,
    );
    expect(resolveCode).toEqual({
      ...{ product: { sku: 'TEA' }, lot: { lotNumber: 'L-42/A' }, expiryDate: '2031-08-31' },
    });
    expect(faults).toEqual([]);
    await close();
  });

  it('prints as many as are asked for, on the size that is chosen, without the rest of the page', async () => {
    const { page, close } = await stage.at(`/labels?lot=${lot}`, { as: 'viewer' });
    await page.getByLabel('Labels of Green tea').fill('30');
    await page.getByText('30 to print').waitFor(WAIT);
    const pages = page.getByRole('list').filter({ has: page.getByRole('img') });
    expect(await pages.count()).toBe(2);
    await page.getByLabel('Label size').selectOption('roll-62x29');
    await until(async () => (await pages.count()) === 30);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await page.getByLabel('Add a product').isVisible()).toBe(false);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(30);
    await close();
  });

  it('draws every label so that the camera of the page reads it, the smallest and the longest lot, too', async () => {
    const long = 'LOT-2031/08-ABCDE-99'; // 20 characters: the most that GS1 has
    const { tea, mug } = await ask(
      `mutation {
        tea: receiveStock(input: { locationId: "L1", lines: [{ productId: "TEA", quantity: 5, batchNumber: "${long}", expiryDate: "2031-08-31" }] }) { batches { lot { id } } }
        mug: receiveStock(input: { locationId: "L1", lines: [{ productId: "MUG-01", quantity: 5, batchNumber: "${long}" }] }) { batches { lot { id } } }
      }`,
    );
    const of = { tea: 'TEA', mug: 'MUG-01' };
    for (const [name, { batches }] of Object.entries({ tea, mug })) {
      for (const size of ['A4-24', 'A4-65', 'A4-8', 'roll-62x29', 'roll-100x50']) {
        const { page, close } = await stage.at(`/labels?lot=${batches[0].lot.id}&size=${size}`, {
          ...{ as: 'clerk', viewport: { width: 1440, height: 1600 }, deviceScaleFactor: 3 },
        });
        const sheet = page.getByRole('listitem').filter({ has: page.getByRole('img') });
        await sheet.first().waitFor(WAIT);
        await page.getByLabel('Add a product').fill(of[name as 'tea']);
        await page.keyboard.press('Enter');
        await until(async () => (await sheet.count()) === 2);
        for (const at of [0, 1]) {
          const picture = await sheet.nth(at).screenshot();
          // As scan/decode.ts reads what the camera sees.
          const [found] = await readBarcodes(new Uint8Array(picture).buffer, {
            formats: ['EAN13', 'EAN8', 'UPCA', 'UPCE', 'ITF', 'Code128', 'DataMatrix', 'QRCode'],
            maxNumberOfSymbols: 1,
            textMode: 'Plain',
          });
          const { data } = await stage.server.ask(
            'query ($code: String!) { resolveCode(code: $code) { product { sku } lot { lotNumber } } }',
            { code: found?.text ?? '' },
          );
          expect([name, size, at, data.resolveCode]).toEqual([
            ...[name, size, at],
            {
              product: { sku: of[name as 'tea'] },
              lot: at === 0 ? { lotNumber: long } : null,
            },
          ]);
        }
        await close();
      }
    }
  }, 240_000);

  it('prints the code of a piece unless the code of a box is chosen', async () => {
    await ask(
      `mutation { createProduct(input: { sku: "PEN", name: "Pen", units: [{ code: "box", factor: 10 }], codes: [{ kind: GTIN, code: "4006381333948", unit: "box" }, { kind: GTIN, code: "9501101530003" }] }) { id } }`,
    );
    const { page, faults, close } = await stage.at('/labels', { as: 'clerk' });
    await page.getByLabel('Add a product').fill('PEN');
    await page.keyboard.press('Enter');
    await page.getByAltText('9501101530003').waitFor(WAIT);
    await page.getByLabel('Unit of Pen').selectOption('box');
    await page.getByAltText('4006381333948').waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });
});
