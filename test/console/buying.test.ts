import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, WAIT } from './stage';

// Buying: what to order and why, the order, and its delivery in parts.

describeWithBrowser('buying in the console', () => {
  let stage: ConsoleStage;
  const ask = async (query: string) => {
    const { data, error } = await stage.server.ask(query);
    expect(error).toBeUndefined();
    return data;
  };
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const { createSupplier } = await ask(
      `mutation {
        oil: createProduct(input: { sku: "OIL", name: "Olive oil", reorderPoint: 10, units: [{ code: "case", factor: 6 }] }) { id }
        salt: createProduct(input: { sku: "SALT", name: "Sea salt", reorderPoint: 5 }) { id }
        mill: createProduct(input: { sku: "MILL", name: "Pepper mill", reorderPoint: 5 }) { id }
        createSupplier(code: "GROVE", name: "Grove & Sons", leadTimeDays: 4) { id }
      }`,
    );
    await ask(
      `mutation {
        oil: setSupplierProduct(input: { supplierId: "${createSupplier.id}", productId: "OIL", unit: "case", price: "30" }) { id }
        salt: setSupplierProduct(input: { supplierId: "${createSupplier.id}", productId: "SALT", price: "2" }) { id }
        receiveStock(input: { locationId: "L1", lines: [{ productId: "OIL", quantity: 3 }, { productId: "SALT", quantity: 1 }, { productId: "MILL", quantity: 1 }] }) { id }
      }`,
    );
  });
  afterAll(() => stage?.close());

  it('orders what is suggested, with what was changed and left out', async () => {
    const { page, faults, close } = await stage.at('/reorder', { as: 'manager' });
    const grove = page.getByRole('region', { name: /Grove & Sons/ });
    await grove.getByText('3 available + 0 on order + 0 in transit < 10').waitFor(WAIT);
    const amounts = grove.getByLabel('Order, in case');
    expect(await amounts.inputValue()).toBe('2');
    // Nobody sells it: it is said, and cannot be ordered.
    const nobody = page.getByRole('region', { name: /No supplier sells it/ });
    await nobody.getByText('Pepper mill').waitFor(WAIT);
    expect(await nobody.getByRole('button').count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await amounts.fill('0');
    await grove.getByRole('button', { name: 'Order', exact: true }).click(WAIT);
    await grove.locator('[aria-invalid=true]').waitFor(WAIT);
    expect(await amounts.getAttribute('aria-invalid')).toBe('true');
    await amounts.fill('3');
    await grove.getByRole('checkbox', { name: 'Order Sea salt' }).uncheck(WAIT);
    await grove.getByRole('button', { name: 'Order', exact: true }).click(WAIT);
    await page.getByRole('heading', { name: /^Order/ }).waitFor(WAIT);
    await page.getByText('0 of 18 unit').waitFor(WAIT);
    expect(await page.getByText('Sea salt').count()).toBe(0);
    const { purchaseOrders } = await ask(
      '{ purchaseOrders(last: 1) { nodes { status lines { quantity } } } }',
    );
    expect(purchaseOrders.nodes).toEqual([{ status: 'ORDERED', lines: [{ quantity: 18 }] }]);
    expect(faults).toEqual([]);
    await close();
  });

  it('receives an order in parts; more than was ordered is refused on its field', async () => {
    const { page, faults, close } = await stage.at('/orders', { as: 'manager' });
    await page.getByRole('table').getByRole('link').first().click(WAIT);
    await page.getByRole('link', { name: 'Receive it' }).click(WAIT);
    const quantity = page.getByLabel('Quantity');
    await quantity.waitFor(WAIT);
    expect(await quantity.inputValue()).toBe('18');
    // The first scan begins to count.
    await page.getByLabel('Add a product').fill('OIL');
    await page.keyboard.press('Enter');
    await page
      .getByRole('textbox', { name: 'Quantity' })
      .and(page.locator('[value="1"]'))
      .waitFor(WAIT);
    await quantity.fill('19');
    await page.getByRole('button', { name: 'Receive goods' }).click(WAIT);
    await page.locator('[aria-invalid=true]').waitFor(WAIT);
    expect(await quantity.getAttribute('aria-invalid')).toBe('true');
    await quantity.fill('2');
    await page.getByLabel('Unit', { exact: true }).selectOption('case');
    await page.getByRole('button', { name: 'Receive goods' }).click(WAIT);
    await page.getByRole('status').getByText('12 unit').waitFor(WAIT);
    // The rest is still to come.
    await quantity.and(page.locator('[value="6"]')).waitFor(WAIT);
    await page.getByRole('main').getByRole('link', { name: /./ }).first().click(WAIT);
    await page.getByText('12 of 18 unit').waitFor(WAIT);
    await page.getByText('6 to come').waitFor(WAIT);
    await page.getByText('Partly received').waitFor(WAIT);
    await page.getByRole('button', { name: 'Close short' }).click(WAIT);
    await page.getByRole('dialog').getByLabel('Reason').fill('the rest is sold out');
    await page.getByRole('button', { name: 'Close the order' }).click(WAIT);
    await page.getByText('Closed short').waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('a draft is placed, and cancelled with a reason', async () => {
    const { page, close } = await stage.at('/reorder', { as: 'manager' });
    await page.getByRole('button', { name: 'Save as a draft' }).click(WAIT);
    await page.getByText('Draft', { exact: true }).waitFor(WAIT);
    await page.getByRole('button', { name: 'Place it' }).click(WAIT);
    await page.getByRole('button', { name: 'Place the order' }).click(WAIT);
    await page.getByText('Ordered', { exact: true }).waitFor(WAIT);
    await page.getByRole('button', { name: 'Cancel it' }).click(WAIT);
    await page.getByRole('dialog').getByLabel('Reason').fill('ordered by phone');
    await page.getByRole('button', { name: 'Cancel the order' }).click(WAIT);
    await page.getByText('Cancelled', { exact: true }).waitFor(WAIT);
    await close();
  });

  it('orders what a person chooses, at the price of the supplier or another, at once or as a draft', async () => {
    const { page, faults, close } = await stage.at('/orders', { as: 'manager' });
    await page.getByRole('link', { name: 'New order' }).click(WAIT);
    const add = page.getByLabel('Add a product');
    for (const sku of ['OIL', 'SALT']) {
      await add.fill(sku);
      await page.keyboard.press('Enter');
      await page.getByRole('listitem').filter({ hasText: sku }).waitFor(WAIT);
    }
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Supplier').selectOption('GROVE');
    await page.getByText(/^By its lead time:/).waitFor(WAIT);
    const [oil, salt] = ['OIL', 'SALT'].map((sku) =>
      page.getByRole('listitem').filter({ hasText: sku }),
    );
    await oil!.getByLabel('Unit', { exact: true }).selectOption('case');
    await salt!.getByLabel('Quantity').fill('0');
    await salt!.getByLabel(/^Cost per unit/).fill('1.75');
    await page.getByRole('button', { name: 'Save as a draft' }).click(WAIT);
    await salt!.locator('[aria-invalid=true]').waitFor(WAIT);
    expect(await salt!.getByLabel('Quantity').getAttribute('aria-invalid')).toBe('true');
    expect(await salt!.getByLabel(/^Cost per unit/).inputValue()).toBe('1.75');
    await salt!.getByLabel('Quantity').fill('20');
    await page.getByRole('button', { name: 'Save as a draft' }).click(WAIT);
    await page.getByRole('button', { name: 'Place it' }).waitFor(WAIT);
    const { purchaseOrders } = await ask(
      `{ purchaseOrders(last: 1) { nodes { status supplier { code } location { code } lines { quantity unitCost product { sku } } } } }`,
    );
    expect(purchaseOrders.nodes).toEqual([
      {
        ...{ status: 'DRAFT', supplier: { code: 'GROVE' }, location: { code: 'L2' } },
        lines: [
          { quantity: 6, unitCost: '5.000000', product: { sku: 'OIL' } },
          { quantity: 20, unitCost: '1.750000', product: { sku: 'SALT' } },
        ],
      },
    ]);
    expect(faults).toEqual([]);
    await close();
  });
});
