import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, WAIT } from './stage';

// What a person is told who has counted some of the lines of a blind count.

const GOODS = 30;

describeWithBrowser('submitting what was counted in the console', () => {
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
      `mutation { createLocation(input: { code: "SHELF", name: "Shelf", kind: STOREFRONT }) { id } }`,
    );
    for (const each of numbers)
      await ask(
        `mutation { createProduct(input: { sku: "SHELF-${each}", name: "Goods ${each}" }) { id } }`,
      );
    await ask(
      'mutation ($lines: [ReceiveStockLineInput!]!) { receiveStock(input: { locationId: "SHELF", lines: $lines }) { id } }',
      { lines: numbers.map((each) => ({ productId: `SHELF-${each}`, quantity: 12 })) },
    );
  });
  afterAll(() => stage?.close());

  it('says what was submitted and what is left; a chosen line is seen; another person counts again', async () => {
    const { startStockCount } = await ask(
      `mutation { startStockCount(locationId: "SHELF", blind: true) { id } }`,
    );
    const { page, faults, close } = await stage.at(`/counts/${startStockCount.id}`, {
      ...{ as: 'clerk', viewport: { width: 390, height: 844 } },
    });
    await page.getByText(`0 of ${GOODS} counted`).waitFor(WAIT);
    const region = page.getByRole('region', { name: 'Lines' });
    await region.getByRole('button', { name: /^Goods 9\b/ }).click(WAIT); // the last one
    const entry = await page.getByRole('region', { name: 'What is counted' }).boundingBox();
    expect(entry!.y).toBeGreaterThanOrEqual(0); // in sight, before any other click scrolls there
    await page.getByRole('button', { name: '7', exact: true }).click(WAIT);
    await page.getByRole('button', { name: 'Count', exact: true }).click(WAIT);
    await page.locator('button:not([disabled])', { hasText: 'I have finished' }).click(WAIT);
    await page.getByRole('button', { name: 'Submit what I counted' }).click(WAIT);
    const said = page.getByRole('status').filter({ hasText: 'again by another person' });
    await said.getByText(`${GOODS - 1} of ${GOODS} are not counted yet`).waitFor(WAIT);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Done' }).click(WAIT);
    await page.getByRole('button', { name: /^Counted/ }).click(WAIT);
    await region.getByText('another person counts it').waitFor(WAIT);
    expect(await page.getByText('count again').count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it('offers to post to whoever has not counted, and says so to who has', async () => {
    const { startStockCount } = await ask(
      `mutation { startStockCount(locationId: "SHELF", productIds: ["SHELF-1"], blind: true) { id } }`,
    );
    const counter = await stage.at(`/counts/${startStockCount.id}`, { as: 'manager' });
    const post = counter.page.getByRole('button', { name: 'Post', exact: true });
    await post.waitFor(WAIT); // nobody has counted yet
    await counter.page
      .getByRole('region', { name: 'Lines' })
      .getByRole('button', { name: /^Goods 1\b/ })
      .click(WAIT);
    await counter.page.getByRole('button', { name: '9', exact: true }).click(WAIT);
    await counter.page.getByRole('button', { name: 'Count', exact: true }).click(WAIT);
    await counter.page.getByText('another person posts it').waitFor(WAIT);
    expect(await post.count()).toBe(0);
    const other = await stage.at(`/counts/${startStockCount.id}`, { as: 'admin' });
    await other.page.getByRole('button', { name: 'Post', exact: true }).waitFor(WAIT);
    expect([...counter.faults, ...other.faults]).toEqual([]);
    await counter.close();
    await other.close();
  });
});
