import { describeWithBrowser } from '../support/browser';
import { ConsoleStage, WAIT } from './stage';

// Days and times are the tenant's, wherever the browser is: here 25 hours apart, so that no day is the same.

const TENANT = 'Pacific/Kiritimati';
const BROWSER = 'Pacific/Pago_Pago';

describeWithBrowser('a tenant in another time zone than the browser', () => {
  let stage: ConsoleStage;
  let sale: { businessDate: string; createdAt: string; id: string };
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const { data, error } = await stage.server.ask(
      `mutation {
        updateSettings(input: { timeZone: "${TENANT}" }) { timeZone }
        createProduct(input: { sku: "TEA", name: "Green tea" }) { id }
        receiveStock(input: { locationId: "L1", lines: [{ productId: "TEA", quantity: 9 }] }) { id }
        recordSale(input: { locationId: "L1", receiptNumber: "Z-1", lines: [{ productId: "TEA", quantity: 2 }] }) { id businessDate createdAt }
      }`,
    );
    expect(error).toBeUndefined();
    sale = data.recordSale;
  });
  afterAll(() => stage?.close());

  /** As the console writes it, in a zone. */
  const written = (zone: string, style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...style, timeZone: zone }).format(
      Date.parse(sale.createdAt),
    );

  it('is shown its own business day, and the time as its clocks have it', async () => {
    const day = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: TENANT });
    expect(sale.businessDate).toBe(day.format(Date.parse(sale.createdAt)));
    const { page, faults, close } = await stage.at(`/sales/${sale.id}`, {
      ...{ as: 'manager', timezoneId: BROWSER },
    });
    const main = page.getByRole('main');
    const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
    await main.getByText(written(TENANT, style)).first().waitFor(WAIT);
    expect(await main.getByText(written(BROWSER, style)).count()).toBe(0);

    await page.goto(`${stage.server.base}/`, WAIT);
    await main.getByText(written(TENANT, { dateStyle: 'full' })).waitFor(WAIT);

    await page.goto(`${stage.server.base}/reports/stock`, WAIT);
    const until = page.getByLabel('To', { exact: true });
    await until.waitFor(WAIT);
    expect(await until.inputValue()).toBe(sale.businessDate);
    expect(faults).toEqual([]);
    await close();
  });
});
