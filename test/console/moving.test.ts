import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { until } from '../server/support';
import { axeFindings, ConsoleStage, scan, scanByKeys, WAIT } from './stage';

// Goods on their way from place to place: as people do it, each at a browser of his or her own.

describeWithBrowser('moving goods in the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const { error } = await stage.server.ask(
      `mutation {
        createProduct(input: { sku: "TEA", name: "Green tea", units: [{ code: "box", factor: 10 }], codes: [{ kind: GTIN, code: "4006381333931" }] }) { id }
      }`,
    );
    expect(error).toBeUndefined();
    const received = await stage.server.ask(
      `mutation { receiveStock(input: { locationId: "L2", lines: [{ productId: "TEA", quantity: 500 }] }) { id } }`,
    );
    expect(received.error).toBeUndefined();
  });
  afterAll(() => stage?.close());

  const request = async (quantity: number): Promise<string> => {
    const { data } = await stage.server.ask(
      `mutation { requestTransfer(input: { fromLocationId: "L2", toLocationId: "L1", lines: [{ productId: "TEA", quantity: ${quantity} }] }) { id } }`,
    );
    return data.requestTransfer.id as string;
  };
  const approve = async (id: string) => {
    const token = await stage.server.token('manager', 'second');
    const headers = { authorization: `Bearer ${token}` };
    const query = `mutation { approveTransfer(id: "${id}") { id } dispatchTransfer(id: "${id}") { id } }`;
    expect((await stage.server.post({ query }, headers)).error).toBeUndefined();
  };
  const transferOf = async (id: string) =>
    (
      await stage.server.ask(
        `{ transfer(id: "${id}") { status lines { quantity receivedQuantity inTransitQuantity lostQuantity } closings { status reason } } }`,
      )
    ).data.transfer;
  const cards = (page: Page, status: string, text: string) =>
    page
      .getByRole('region', { name: new RegExp(`^${status}`) })
      .getByRole('listitem')
      .filter({ has: page.getByRole('link') })
      .filter({ hasText: text });

  it('a transfer is requested by scan, approved by another person, sent and taken in', async () => {
    const clerk = await stage.at('/transfers/new?from=L2&to=L1', { as: 'clerk' });
    await clerk.page.getByText('Nothing is listed').waitFor(WAIT);
    await scan(clerk.page, '4006381333931');
    await clerk.page.getByRole('button', { name: 'Remove Green tea' }).waitFor(WAIT);
    const quantity = clerk.page.getByLabel('Quantity');
    await quantity.focus();
    await scanByKeys(clerk.page, '4006381333931');
    await until(async () => (await quantity.inputValue()) === '2');
    await clerk.page.getByLabel('Unit').selectOption('box');
    await clerk.page.getByRole('button', { name: 'Request the transfer' }).click(WAIT);
    await clerk.page.getByText('Waits for approval').waitFor(WAIT);
    expect(await clerk.page.getByRole('button', { name: 'Approve' }).count()).toBe(0);

    const manager = await stage.at('/transfers', { as: 'manager' });
    const press = (status: string, button: string) =>
      cards(manager.page, status, '20 unit').getByRole('button', { name: button }).click(WAIT);
    await press('Requested', 'Approve');
    await press('Approved', 'Send');
    await press('On the way', 'All has arrived');
    await cards(manager.page, 'Arrived', '20 unit').waitFor(WAIT);
    const id = new URL(clerk.page.url()).pathname.split('/').at(-1)!;
    expect(await transferOf(id)).toMatchObject({ status: 'FULFILLED' });
    expect([...clerk.faults, ...manager.faults]).toEqual([]);
    await clerk.close();
    await manager.close();
  });

  it('arrives in part by scan; more than was sent is refused on its field; the rest is closed short', async () => {
    const id = await request(20);
    await approve(id);
    const { page, faults, close } = await stage.at(`/transfers/${id}`, { as: 'clerk' });
    const arrived = page.getByLabel('Arrived', { exact: true });
    await arrived.fill('21');
    await page.getByRole('button', { name: 'Record the arrival' }).click(WAIT);
    await page.locator('[aria-invalid=true]').waitFor(WAIT);
    expect(await arrived.inputValue()).toBe('21');
    expect(await transferOf(id)).toMatchObject({ lines: [{ receivedQuantity: 0 }] });
    expect(await axeFindings(page)).toEqual([]);
    await arrived.fill('');
    for (let count = 1; count <= 3; count++) {
      await arrived.focus();
      await scanByKeys(page, '4006381333931');
      await until(async () => (await arrived.inputValue()) === String(count));
    }
    await page.getByRole('button', { name: 'Record the arrival' }).click(WAIT);
    await page.getByText('Arrived in part').waitFor(WAIT);
    expect(await transferOf(id)).toMatchObject({
      status: 'PARTIALLY_RECEIVED',
      lines: [{ receivedQuantity: 3, inTransitQuantity: 17 }],
    });
    await page.getByRole('button', { name: 'Close short' }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Close short' });
    await dialog.getByLabel('Reason').fill('the van was robbed');
    await dialog.getByRole('button', { name: 'Close short' }).click(WAIT);
    await dialog.waitFor({ state: 'hidden', ...WAIT });
    await page.getByText('the van was robbed').waitFor(WAIT);
    expect(await transferOf(id)).toMatchObject({
      closings: [{ status: 'PENDING', reason: 'the van was robbed' }],
    });
    expect(await page.getByRole('button', { name: 'Cancel the transfer' }).count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it('an arrival whose answer is lost is written once', async () => {
    const id = await request(10);
    await approve(id);
    const { page, context, close } = await stage.at(`/transfers/${id}`, { as: 'clerk' });
    await page.getByLabel('Arrived', { exact: true }).fill('4');
    await context.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('receiveTransfer')) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: 'Record the arrival' }).click(WAIT);
    await page.getByRole('alert').filter({ hasText: 'No answer came' }).waitFor(WAIT);
    await context.unroute('**/graphql');
    await page.getByRole('button', { name: 'Send again (it is written once)' }).click(WAIT);
    await page.getByText('6 on the way').waitFor(WAIT);
    expect(await transferOf(id)).toMatchObject({ lines: [{ receivedQuantity: 4 }] });
    await close();
  });

  it('another place alone is refused on its field', async () => {
    const { page, close } = await stage.at('/transfers/new?from=L1&to=L1', { as: 'clerk' });
    await page.getByText('Nothing is listed').waitFor(WAIT);
    await scan(page, '4006381333931');
    await page.getByRole('button', { name: 'Request the transfer' }).click(WAIT);
    await page.locator('select[aria-invalid=true]').first().waitFor(WAIT);
    await close();
  });

  it('a viewer sees the board and no buttons; J and K go through it', async () => {
    await request(1);
    await request(2);
    const { page, faults, close } = await stage.at('/transfers', { as: 'viewer' });
    const requested = cards(page, 'Requested', '');
    await requested.nth(1).waitFor(WAIT);
    expect(await page.getByRole('button', { name: /Approve|Send|arrived/ }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'New transfer' }).count()).toBe(0);
    const focused = async () =>
      page
        .locator('[data-card]')
        .filter({ has: page.locator('a:focus') })
        .innerText();
    await page.keyboard.press('j');
    expect(await focused()).toBe(await requested.nth(0).innerText());
    await page.keyboard.press('j');
    expect(await focused()).toBe(await requested.nth(1).innerText());
    await page.keyboard.press('k');
    expect(await focused()).toBe(await requested.nth(0).innerText());
    await page.keyboard.press('Enter');
    await page.getByText('Waits for approval').waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });
});
