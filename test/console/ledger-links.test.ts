import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { DOCUMENT_TYPES } from '../../src/schema/document';
import { describeWithBrowser } from '../support/browser';
import { ConsoleStage, scrollsSideways, WAIT } from './stage';

// From a figure to the documents behind it, and what charts show as files.

/** Whose pages list what they moved. Those of a transfer and of a count have lines of another kind. */
const WITH_BATCHES = ['RECEIPT', 'SALE', 'REFUND', 'ADJUSTMENT', 'EXPIRY_WRITE_OFF', 'ASSEMBLY'];

describeWithBrowser('documents and files of the ledger in the console', () => {
  let stage: ConsoleStage;
  let product: string;
  const ids: Record<string, string> = {};
  const ask = async (query: string, as?: string) => {
    const headers = as && { authorization: `Bearer ${await stage.server.token('admin', as)}` };
    const { data, error } = await stage.server.post({ query }, headers || {});
    expect(error).toBeUndefined();
    return data;
  };
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const { createProduct, receiveStock } = await ask(
      `mutation {
        createProduct(input: { sku: "=JAM/1", name: "Plum jam" }) { id }
        receiveStock(input: { locationId: "L1", reference: "DN-1", supplier: "=Orchard", lines: [{ productId: "=JAM/1", quantity: 30, batchNumber: "PLUM/1", expiryDate: "2099-01-31" }] }) { batches { id lot { id } } }
      }`,
    );
    product = createProduct.id;
    [
      {
        id: ids['batch'],
        lot: { id: ids['lot'] },
      },
    ] = receiveStock.batches;
    const { requestTransfer } = await ask(
      `mutation { requestTransfer(input: { fromLocationId: "L1", toLocationId: "L2", lines: [{ productId: "=JAM/1", quantity: 10 }] }) { id status } }`,
    );
    ids['transfer'] = requestTransfer.id;
    if (requestTransfer.status === 'REQUESTED')
      await ask(`mutation { approveTransfer(id: "${ids['transfer']}") { id } }`, 'other');
    await ask(`mutation { fulfillTransfer(id: "${ids['transfer']}") { id } }`);
    const { recordSale } = await ask(
      `mutation { recordSale(input: { locationId: "L2", receiptNumber: "R-71", lines: [{ productId: "=JAM/1", quantity: 4 }] }) { id lines { id } } }`,
    );
    ids['sale'] = recordSale.id;
    await ask(
      `mutation { refundSale(input: { saleId: "${recordSale.id}", reason: "it was plum", lines: [{ saleLineId: "${recordSale.lines[0].id}", quantity: 1 }] }) { id } }`,
    );
    const { startStockCount } = await ask(
      `mutation { startStockCount(locationId: "L1", productIds: ["=JAM/1"]) { id } }`,
    );
    ids['count'] = startStockCount.id;
    await ask(
      `mutation {
        recordCount(stockCountId: "${ids['count']}", lines: [{ batchId: "${ids['batch']}", countedQuantity: 19 }]) { id }
        postStockCount(id: "${ids['count']}", reason: "one was broken") { id }
      }`,
    );
  });
  afterAll(() => stage?.close());

  it('a movement of every kind of document leads to the page of its document, and that to its batches and products', async () => {
    await ask('mutation { writeOffExpired(dryRun: false) { dryRun } }');
    const { movements } = await ask(
      '{ movements(first: 500) { nodes { documentType documentId batch { id } product { id } } } }',
    );
    const kinds = new Map<string, { documentId: string; batch: { id: string } }>();
    for (const each of movements.nodes) kinds.set(each.documentType, each);
    expect([...kinds.keys()].sort()).toEqual(Object.keys(DOCUMENT_TYPES).sort());
    const { page, faults, close } = await stage.at('/', { as: 'viewer' });
    for (const [kind, { documentId, batch }] of kinds) {
      await page.goto(`${stage.server.base}/batches/${batch.id}`, WAIT);
      // A refund is on the page of its sale: the link asks which that is.
      const link = page.locator(`main table a[href*="${documentId}"]`).first();
      await link.click(WAIT);
      await page.waitForURL((url) => !url.pathname.startsWith('/batches/'), WAIT);
      await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor(WAIT);
      expect([kind, await page.getByText('There is no such page').count()]).toEqual([kind, 0]);
      if (WITH_BATCHES.includes(kind)) {
        const main = page.getByRole('main');
        await main.locator(`a[href="/batches/${batch.id}"]:visible`).first().waitFor(WAIT);
      }
    }
    expect(faults).toEqual([]);
    await close();
  });

  it.each([
    ['receipts', 'receipt', ['tester', 'B1', '+100']],
    ['adjustments', 'completedAdjustment', ['Damage', 'tester', 'approver', 'test', 'C1', '-5']],
    ['write-offs', undefined, ['All places', 'EXP', '-7']],
    ['assemblies', 'assembly', ['tester', 'Put together']],
  ] as const)('%s: a list, and the page of one', async (path, name, texts) => {
    const { page, faults, close } = await stage.at('/receipts', { as: 'viewer' });
    await page.getByRole('table', { name: 'Receipts' }).waitFor(WAIT);
    const links = page.getByRole('navigation', { name: 'Documents' });
    await links.locator(`a[href="/${path}"]`).click(WAIT);
    await page.waitForURL(`**/${path}`, WAIT);
    const id = name && (stage.servers.shop as unknown as Record<string, string>)[name];
    const link = id ? `a[href="/${path}/${id}"]` : 'main table a';
    await page.locator(link).first().click(WAIT);
    await page.waitForURL(`**/${path}/*`, WAIT);
    const moved = page.getByRole('region', { name: 'Movements' });
    await moved.getByRole('link').first().waitFor(WAIT);
    const shown = await page.getByRole('main').textContent();
    for (const text of texts) expect(shown).toContain(text);
    expect(faults).toEqual([]);
    await close();
  });

  const download = async (page: Page, click: () => Promise<void>) => {
    const [saved] = await Promise.all([page.waitForEvent('download', WAIT), click()]);
    const text = readFileSync(await saved.path(), 'utf8');
    return { name: saved.suggestedFilename(), lines: text.trim().split(/\r?\n/) };
  };

  it.each([
    ['a product', () => `/products/${product}`],
    ['a batch', () => `/batches/${ids['batch']}`],
  ])('each movement of %s leads to its document', async (_, start) => {
    const { page, faults, close } = await stage.at(start(), { as: 'viewer' });
    for (const [what, pages, of] of [
      ['Sold', 'sales', 'sale'],
      ['Came back', 'sales', 'sale'],
      ['Sent', 'transfers', 'transfer'],
      ['Arrived', 'transfers', 'transfer'],
      ['Counted', 'counts', 'count'],
    ] as const) {
      const row = page.getByRole('table', { name: 'Movements' }).getByRole('row');
      await row.filter({ hasText: what }).locator(`a[href*="/${pages}/"]`).click(WAIT);
      await page.waitForURL(`**/${pages}/${ids[of]}`, WAIT);
      await page.getByRole('heading', { level: 1 }).waitFor(WAIT);
      expect(await page.getByText('There is no such page').count()).toBe(0);
      await page.goBack(WAIT);
    }
    expect(faults).toEqual([]);
    await close();
  });

  it('the bin card has the batch of each movement, and comes as a file', async () => {
    const { page, faults, close } = await stage.at(`/products/${product}`, { as: 'viewer' });
    const ledger = page.getByRole('table', { name: 'Movements' });
    const lot = ledger.getByRole('link', { name: 'PLUM/1' }).first();
    await lot.waitFor(WAIT);
    expect(await lot.getAttribute('href')).toBe(`/batches/${ids['batch']}`);
    const file = await download(page, () => page.getByRole('link', { name: 'CSV' }).click(WAIT));
    expect(file.name).toBe('bin-card.csv');
    expect(file.lines[0]).toMatch(/^id,recorded_at,business_date,location/);
    expect(file.lines).toHaveLength(await ledger.getByRole('row').count());
    expect(faults).toEqual([]);
    await close();
  });

  it('the trace of a lot comes as a file with each receipt, transfer, sale and place', async () => {
    const viewport = { width: 360, height: 800 };
    const { page, faults, close } = await stage.at(`/lots/${ids['lot']}`, {
      ...{ as: 'viewer', viewport },
    });
    const { name, lines } = await download(page, () =>
      page.getByRole('button', { name: 'CSV' }).click(WAIT),
    );
    expect(name).toBe('lot-PLUM-1.csv');
    const cells = lines.map((line) => line.replace(/\d{4}-\d\d-\d\dT[^,]+/, 'T'));
    expect(cells).toEqual([
      'What,When,From,To,Quantity,Came back,Document,Who',
      "Received,T,'=Orchard,L1,30,,DN-1,",
      'Sent,T,L1,L2,10,,,tester',
      'Sold,T,L2,,4,1,R-71,tester',
      'In stock,,L1,,19,,,',
      'In stock,,L2,,7,,,',
    ]);
    const transfers = page.getByRole('table', { name: 'Transfers' });
    const href = await transfers.getByRole('link').first().getAttribute('href');
    expect(href).toBe(`/transfers/${ids['transfer']}`);
    expect(await scrollsSideways(page)).toBe(false);
    expect(faults).toEqual([]);
    await close();
  });

  it('what expires comes as a file', async () => {
    const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    await ask(
      `mutation { receiveStock(input: { locationId: "L1", lines: [{ productId: "=JAM/1", quantity: 2, batchNumber: "SOON", expiryDate: "${day}" }] }) { id } }`,
    );
    const { page, faults, close } = await stage.at('/expiry', { as: 'viewer' });
    const { lines } = await download(page, () =>
      page.getByRole('button', { name: 'CSV' }).click(WAIT),
    );
    expect(lines).toContain(`Plum jam,SOON,${day},2,unit`);
    expect(faults).toEqual([]);
    await close();
  });
});
