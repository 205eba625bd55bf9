import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, scrollsSideways, WAIT } from './stage';

// The list of products as others are to see it: the stock of one place, and filters under a name.

const HOSTILE = '<b>view</b> \u202eright to left\u202c';

describeWithBrowser('views of the products in the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const { error } = await stage.server.ask(
      'mutation { createProduct(input: { sku: "V-1", name: "Viewed", attributes: { colour: "red" } }) { id } }',
    );
    expect(error).toBeUndefined();
    for (const [place, quantity] of [
      ['L1', 5],
      ['L2', 8],
    ] as const) {
      const received = await stage.server.ask(
        'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }',
        { input: { locationId: place, lines: [{ productId: 'V-1', quantity }] } },
      );
      expect(received.error).toBeUndefined();
    }
  });
  afterAll(() => stage?.close());

  it('the stock is that of the place that is chosen, and the address keeps it', async () => {
    const { page, faults, close } = await stage.at('/products?search=V-1', { as: 'viewer' });
    const row = page.getByRole('row').filter({ hasText: 'Viewed' });
    await row.getByText('13 unit').waitFor(WAIT);
    await page.getByLabel('Place').selectOption('L2');
    await row.getByText('8 unit', { exact: true }).waitFor(WAIT);
    await page.reload(WAIT);
    await row.getByText('8 unit', { exact: true }).waitFor(WAIT);
    expect(await row.getByRole('cell').allInnerTexts()).toContain('8');
    expect(await axeFindings(page)).toEqual([]);
    await row.getByRole('link', { name: 'Viewed' }).click(WAIT);
    await page.waitForURL(/place=L2/, WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('a view has a name, which its address says; another filter is another view', async () => {
    const { page, faults, close } = await stage.at(
      `/products?attributes=${encodeURIComponent('["colour:red"]')}`,
      { as: 'clerk', colorScheme: 'dark', viewport: { width: 360, height: 780 } },
    );
    await page.getByRole('link', { name: 'Viewed' }).waitFor(WAIT);
    await page.getByRole('button', { name: 'Name this view' }).press('Enter', WAIT);
    await page.getByLabel('Name', { exact: true }).fill(HOSTILE);
    expect(await scrollsSideways(page)).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
    const address = await page.getByLabel('Address').inputValue();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: HOSTILE }).waitFor(WAIT);
    expect(page.url()).toBe(address);
    expect(await scrollsSideways(page)).toBe(false);

    // Whoever is sent the address sees the same under the same name.
    const other = await stage.at(address.slice(stage.server.base.length), { as: 'viewer' });
    await other.page.getByRole('heading', { level: 1, name: HOSTILE }).waitFor(WAIT);
    await other.page.getByRole('link', { name: 'Viewed' }).waitFor(WAIT);
    expect(await other.page.getByRole('link', { name: 'Apple' }).count()).toBe(0);
    await other.page.getByRole('button', { name: 'Without colour:red' }).click(WAIT);
    await other.page.getByRole('link', { name: 'Apple' }).waitFor(WAIT);
    await other.page.getByRole('heading', { level: 1, name: 'Products' }).waitFor(WAIT);
    await other.close();

    await page.getByRole('button', { name: 'This view' }).click(WAIT);
    await page.getByLabel('Name', { exact: true }).fill('');
    await page.getByRole('button', { name: 'Leave it without a name' }).click(WAIT);
    await page.getByRole('heading', { level: 1, name: 'Products' }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('what is chosen while a text waits to be looked for stays', async () => {
    const { page, faults, close } = await stage.at('/products', { as: 'viewer' });
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.waitFor(WAIT);
    await search.fill('green');
    await page.getByLabel('Status').selectOption('all');
    await page.waitForURL(/search=green/, WAIT);
    expect(new URL(page.url()).searchParams.get('status')).toBe('all');
    expect(faults).toEqual([]);
    await close();
  });
});
