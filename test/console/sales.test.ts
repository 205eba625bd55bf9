import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { addDays } from '../support/days';
import { ConsoleStage, WAIT } from './stage';

// The list of sales: the newest first, by status and place, which its address keeps.

const SOLD = [
  ['R-DONE', 'L1'],
  ['R-PART', 'L1'],
  ['R-BACK', 'L2'],
  ['R-VOID', 'L1'],
] as const;

describeWithBrowser('the sales in the console', () => {
  let stage: ConsoleStage;
  const ask = async (query: string, variables: object = {}) => {
    const { data, error } = await stage.server.ask(query, variables);
    expect(error).toBeUndefined();
    return data;
  };
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    await ask(`mutation {
      createProduct(input: { sku: "TEA", name: "Green tea" }) { id }
      here: receiveStock(input: { locationId: "L1", lines: [{ productId: "TEA", quantity: 60 }] }) { id }
      there: receiveStock(input: { locationId: "L2", lines: [{ productId: "TEA", quantity: 60 }] }) { id }
    }`);
    const sales: Record<string, { id: string; lines: { id: string }[] }> = {};
    for (const [receiptNumber, locationId] of SOLD) {
      const lines = [{ productId: 'TEA', quantity: 5 }];
      const { recordSale } = await ask(
        'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id lines { id } } }',
        { input: { receiptNumber, locationId, lines } },
      );
      sales[receiptNumber] = recordSale;
    }
    for (const [number, quantity] of [
      ['R-PART', 2],
      ['R-BACK', 5],
    ] as const) {
      const { id, lines } = sales[number]!;
      await ask('mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }', {
        input: { saleId: id, reason: 'back', lines: [{ saleLineId: lines[0]!.id, quantity }] },
      });
    }
    await ask('mutation ($id: ID!) { voidSale(id: $id, reason: "mistake") { id } }', {
      id: sales['R-VOID']!.id,
    });
  });
  afterAll(() => stage?.close());

  /** The numbers of the sales with these, the newest first. */
  const numbersOf = async (wanted: { status?: string; place?: string }): Promise<string[]> => {
    const { sales } = await ask(
      '{ sales(first: 100, order: NEWEST_FIRST) { nodes { receiptNumber status location { code } } } }',
    );
    const { status, place } = wanted;
    return (sales.nodes as { receiptNumber: string; status: string; location: { code: string } }[])
      .filter((each) => (status ?? each.status) === each.status)
      .filter(({ location }) => (place ?? location.code) === location.code)
      .map(({ receiptNumber }) => receiptNumber);
  };
  /** Until the list is these sales and no other, in this order. */
  const lists = async (page: Page, wanted: readonly string[]) => {
    const shown = page.getByRole('table', { name: 'Sales' }).getByRole('link');
    for (const [at, name] of wanted.entries()) {
      const sale = page.getByRole('link', { name, exact: true });
      await shown.nth(at).and(sale).waitFor(WAIT);
    }
    await shown.nth(wanted.length).waitFor({ state: 'detached', ...WAIT });
    await page.getByText(`${wanted.length} found`, { exact: true }).waitFor(WAIT);
  };

  it('are the newest first, by status, place and day; the address keeps them', async () => {
    const { page, faults, close } = await stage.at('/sales', { as: 'viewer' });
    const all = await numbersOf({});
    expect(all.slice(0, 4)).toEqual(SOLD.map(([number]) => number).reverse());
    await lists(page, all);
    const status = page.getByLabel('Status');
    const place = page.getByLabel('Place');
    for (const [label, of, number] of [
      ['Completed', 'COMPLETED', 'R-DONE'],
      ['Partly refunded', 'PARTIALLY_REFUNDED', 'R-PART'],
      ['Refunded', 'REFUNDED', 'R-BACK'],
      ['Voided', 'VOIDED', 'R-VOID'],
    ] as const) {
      const some = await numbersOf({ status: of });
      expect([number, some.length < all.length]).toEqual([some[0], true]);
      await status.selectOption({ label });
      await lists(page, some);
    }
    await place.selectOption('L2');
    await page.getByText('No sale matches').waitFor(WAIT);
    await status.selectOption({ label: 'Refunded' });
    await lists(page, ['R-BACK']);
    await page.reload(WAIT);
    await lists(page, ['R-BACK']);
    expect(await place.inputValue()).toBe('L2');
    await place.selectOption('L1');
    await page.getByText('No sale matches').waitFor(WAIT);
    await status.selectOption({ label: 'Every status' });
    await lists(page, await numbersOf({ place: 'L1' }));
    const { today } = stage.servers.shop;
    await page.getByLabel('To', { exact: true }).fill(addDays(today, -1));
    await page.getByText('No sale matches').waitFor(WAIT);
    await page.getByLabel('To', { exact: true }).fill(today);
    await page.getByLabel('From', { exact: true }).fill(today);
    await page.waitForURL(new RegExp(`to=${today}&from=${today}$`), WAIT);
    await lists(page, await numbersOf({ place: 'L1' }));
    expect(faults).toEqual([]);
    await close();
  });
});
