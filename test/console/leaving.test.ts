import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { ConsoleStage, WAIT } from './stage';

// What was typed is not lost by a link: each form asks first, and what was sent is no longer asked about.

interface Form {
  readonly path: string;
  readonly type: (page: Page) => Promise<void>;
  /** What was typed, which is there as it was where the person stays. */
  readonly typed: (page: Page) => Promise<string>;
}

const FORMS: Record<string, Form> = {
  'a new transfer': {
    path: '/transfers/new',
    type: async (page) => {
      await page.getByLabel('Add a product').fill('A');
      await page.keyboard.press('Enter');
      await page.getByLabel('Quantity').fill('3');
    },
    typed: (page) => page.getByLabel('Quantity').inputValue(),
  },
  'a new order': {
    path: '/orders/new',
    type: async (page) => {
      await page.getByLabel('Add a product').fill('A');
      await page.keyboard.press('Enter');
      await page.getByLabel('Quantity').fill('3');
    },
    typed: (page) => page.getByLabel('Quantity').inputValue(),
  },
  'what an order that a product led to costs': {
    path: '/orders/new?product=A',
    type: (page) => page.getByLabel(/^Cost per/).fill('1.25'),
    typed: (page) => page.getByLabel(/^Cost per/).inputValue(),
  },
  'when an order is expected': {
    path: '/orders/new',
    type: (page) => page.getByLabel('Expected on').fill('2099-01-31'),
    typed: (page) => page.getByLabel('Expected on').inputValue(),
  },
  'the lot of a delivery that a product led to': {
    path: '/receive?place=L1&product=A',
    type: (page) => page.getByLabel('Lot', { exact: true }).fill('X-1'),
    typed: (page) => page.getByLabel('Lot', { exact: true }).inputValue(),
  },
  'the settings': {
    path: '/settings',
    type: (page) => page.getByLabel('Received beyond an order, in percent').fill('7'),
    typed: (page) => page.getByLabel('Received beyond an order, in percent').inputValue(),
  },
  'a new source': {
    path: '/sync/new',
    type: (page) => page.getByLabel('Name', { exact: true }).fill('Hall'),
    typed: (page) => page.getByLabel('Name', { exact: true }).inputValue(),
  },
  'what has arrived of a transfer': {
    path: '/transfers/{transfer}',
    type: (page) => page.getByLabel('Arrived', { exact: true }).fill('1'),
    typed: (page) => page.getByLabel('Arrived', { exact: true }).inputValue(),
  },
  'what to order, changed': {
    path: '/reorder',
    type: (page) => page.getByLabel('Order, in unit').fill('7'),
    typed: (page) => page.getByLabel('Order, in unit').inputValue(),
  },
  'the columns of a file': {
    path: '/import?kind=products',
    type: async (page) => {
      const buffer = Buffer.from('sku,name,remark\nLV-1,Lamp,old\n');
      const file = { name: 'products.csv', mimeType: 'text/csv', buffer };
      await page.locator('input[type=file]').setInputFiles(file, WAIT);
      await page.getByLabel('remark becomes').selectOption({ label: 'an attribute' }, WAIT);
    },
    typed: (page) => page.getByLabel('remark becomes').inputValue(),
  },
};

describeWithBrowser('leaving what was typed in the console', () => {
  let stage: ConsoleStage;
  let transfer: string;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const ask = async (query: string, as = 'tester') => {
      const authorization = `Bearer ${await stage.server.token('admin', as)}`;
      const { data, error } = await stage.server.post({ query }, { authorization });
      expect(error).toBeUndefined();
      return data as Record<string, { id: string }>;
    };
    const made = await ask(`mutation {
      product: createProduct(input: { sku: "LOW-1", name: "Low", reorderPoint: 10 }) { id }
      supplier: createSupplier(code: "GROVE", name: "Grove", leadTimeDays: 4) { id }
      transfer: requestTransfer(input: { fromLocationId: "L1", toLocationId: "L2", lines: [{ productId: "A", quantity: 2 }] }) { id }
    }`);
    transfer = made['transfer']!.id;
    await ask(`mutation {
      setSupplierProduct(input: { supplierId: "${made['supplier']!.id}", productId: "LOW-1", price: "2" }) { id }
      receiveStock(input: { locationId: "L1", lines: [{ productId: "LOW-1", quantity: 1 }] }) { id }
    }`);
    await ask(
      `mutation { approveTransfer(id: "${transfer}") { id } dispatchTransfer(id: "${transfer}") { id } }`,
      'second',
    );
  });
  afterAll(() => stage?.close());

  it.each(Object.keys(FORMS))('is asked about: %s', async (name) => {
    const { path, type, typed } = FORMS[name]!;
    const { page, faults, close } = await stage.at(path.replace('{transfer}', transfer), {
      as: 'admin',
    });
    await type(page);
    const was = await typed(page);
    const question = page.getByRole('dialog', { name: 'Leave what you have typed?' });
    const nav = page.getByRole('navigation', { name: 'Pages' });
    await nav.getByRole('link', { name: 'Products' }).click(WAIT);
    await question.getByRole('button', { name: 'Stay' }).click(WAIT);
    expect(await typed(page)).toBe(was);
    await nav.getByRole('link', { name: 'Products' }).click(WAIT);
    await question.getByRole('button', { name: 'Leave', exact: true }).click(WAIT);
    await page.getByRole('heading', { name: 'Products', level: 1 }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('is asked about once for all suppliers, and not for those that were asked already', async () => {
    const { error } = await stage.server.ask(`mutation {
      createProduct(input: { sku: "LOW-2", name: "Lower", reorderPoint: 10 }) { id }
      createSupplier(code: "HILL", name: "Hill") { id }
      setSupplierProduct(input: { supplierId: "HILL", productId: "LOW-2", price: "2" }) { id }
      receiveStock(input: { locationId: "L1", lines: [{ productId: "LOW-2", quantity: 1 }] }) { id }
    }`);
    expect(error).toBeUndefined();
    const { page, faults, close } = await stage.at('/reorder', { as: 'admin' });
    const [grove, hill] = [/Grove/, /Hill/].map((name) => page.getByRole('region', { name }));
    await grove!.getByLabel(/^Order, in/).fill('20');
    await hill!.getByLabel(/^Order, in/).fill('8');
    const question = page.getByRole('dialog', { name: 'Leave what you have typed?' });
    const stay = question.getByRole('button', { name: 'Stay' });
    await page.getByRole('link', { name: 'Products', exact: true }).click(WAIT);
    await stay.click(WAIT); // fails where there are two
    await question.waitFor({ state: 'hidden', ...WAIT });
    // Grove is asked: what Hill is asked for would be lost on the way to the order.
    await grove!.getByRole('button', { name: 'Order', exact: true }).click(WAIT);
    await stay.click(WAIT);
    await grove!.waitFor({ state: 'hidden', ...WAIT });
    expect(await hill!.getByLabel(/^Order, in/).inputValue()).toBe('8');
    await hill!.getByRole('button', { name: 'Order', exact: true }).click(WAIT);
    await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/, WAIT);
    expect(await question.count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it('is not asked about once it was sent', async () => {
    const { page, close } = await stage.at('/transfers/new?from=L1&to=L2', { as: 'admin' });
    await FORMS['a new transfer']!.type(page);
    await page.getByRole('button', { name: 'Request the transfer' }).click(WAIT);
    await page.waitForURL(/\/transfers\/[0-9a-f-]{36}$/, WAIT);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await close();
  });
});
