import type { BrowserContext } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { ConsoleStage, WAIT } from './stage';

// What waits for a second person: what it would change, decided by keys; what is shown may be out of date.

describeWithBrowser('approvals in the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const { error } = await stage.server.ask(
      'mutation { createProduct(input: { sku: "TEA", name: "Green tea" }) { id } }',
    );
    expect(error).toBeUndefined();
  });
  afterAll(() => stage?.close());

  /** A batch of 50 of its own, so that no test changes the figures of another. */
  const receive = async (): Promise<string> => {
    const { data } = await stage.server.ask(
      'mutation { receiveStock(input: { locationId: "L1", lines: [{ productId: "TEA", quantity: 50 }] }) { batches { id } } }',
    );
    return data.receiveStock.batches[0].id as string;
  };
  const adjust = async (batch: string, reason: string): Promise<string> => {
    const { data, error } = await stage.server.ask(
      `mutation ($reason: String!) { requestAdjustment(input: { batchId: "${batch}", locationId: "L1", quantity: -3, type: DAMAGE, reason: $reason }) { id } }`,
      { reason },
    );
    expect(error).toBeUndefined();
    return data.requestAdjustment.id as string;
  };
  const statusOf = async (id: string): Promise<string> =>
    (await stage.server.ask(`{ adjustment(id: "${id}") { status } }`)).data.adjustment.status;
  const remainingOf = async (batch: string): Promise<number> =>
    (await stage.server.ask(`{ batch(id: "${batch}") { remainingQuantity } }`)).data.batch
      .remainingQuantity;
  /** From now on the page is not told anew what this query answers. */
  const hold = (context: BrowserContext, name: string) =>
    context.route('**/graphql', (route) =>
      route.request().postData()?.includes(name) ? route.abort() : route.continue(),
    );

  it('Today says how much in the unit that stock is kept in', async () => {
    const asked = await stage.server.ask(
      `mutation {
        createProduct(input: { sku: "CUP", name: "Cup", units: [{ code: "box", factor: 12 }] }) { id }
        receiveStock(input: { locationId: "L1", lines: [{ productId: "CUP", unit: "box", quantity: 2 }] }) { id }
        requestTransfer(input: { fromLocationId: "L1", toLocationId: "L2", lines: [{ productId: "CUP", unit: "box", quantity: 1 }] }) { id }
      }`,
    );
    expect(asked.error).toBeUndefined();
    const { page, close } = await stage.at('/', { as: 'manager' });
    await page.getByText('Move 12 unit of Cup').waitFor(WAIT);
    await close();
  });

  it('an adjustment says what it changes; J marks it, A approves and carries it out', async () => {
    const batch = await receive();
    await adjust(await receive(), 'comes first');
    const id = await adjust(batch, 'fell from the shelf');
    const { page, faults, close } = await stage.at('/approvals', { as: 'manager' });
    const card = page.getByRole('listitem').filter({ hasText: 'fell from the shelf' });
    await card.getByRole('img', { name: 'from 50 to 47' }).waitFor(WAIT);
    const steps = await page
      .getByRole('listitem')
      .filter({ has: page.getByRole('button') })
      .evaluateAll((cards) =>
        (cards as unknown as { innerText: string }[]).findIndex(({ innerText }) =>
          innerText.includes('fell from the shelf'),
        ),
      );
    expect(steps).toBeGreaterThan(0);
    for (let step = 0; step < steps; step++) await page.keyboard.press('j');
    expect(await card.getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('a');
    await card.waitFor({ state: 'detached', ...WAIT });
    expect(await statusOf(id)).toBe('COMPLETED');
    expect(await remainingOf(batch)).toBe(47);
    expect(faults).toEqual([]);
    await close();
  });

  it('whoever asked is not offered to approve, and told who does', async () => {
    const batch = await receive();
    const { page, faults, close } = await stage.at('/approvals', { as: 'manager' });
    const query = `mutation { requestAdjustment(input: { batchId: "${batch}", locationId: "L1", quantity: -1, type: LOSS, reason: "my own" }) { id } }`;
    await page.evaluate(
      (body) =>
        fetch('/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        }),
      JSON.stringify({ query }),
    );
    const card = page.getByRole('listitem').filter({ hasText: 'my own' });
    await card.getByText('Your own request: another person approves it').waitFor(WAIT);
    expect(await card.getByRole('button').allInnerTexts()).toEqual(['Reject']);
    expect(faults).toEqual([]);
    await close();
  });

  it('two people at once: the second is told that it has been decided', async () => {
    const id = await adjust(await receive(), 'decided twice');
    await stage.people.join('second@shop.example', 'MANAGER');
    const first = await stage.at('/approvals', { as: 'manager' });
    const second = await stage.at('/approvals', { as: 'admin' });
    const cardOf = ({ page }: typeof first) =>
      page.getByRole('listitem').filter({ hasText: 'decided twice' });
    await cardOf(second).getByRole('img', { name: 'from 50 to 47' }).waitFor(WAIT);
    await hold(second.context, 'query Approvals');
    await cardOf(first).getByRole('button', { name: 'Approve' }).click(WAIT);
    await cardOf(first).waitFor({ state: 'detached', ...WAIT });
    await cardOf(second).getByRole('button', { name: 'Approve' }).click(WAIT);
    await second.page
      .getByRole('alert')
      .filter({ hasText: 'decided or done meanwhile' })
      .waitFor(WAIT);
    expect(await statusOf(id)).toBe('COMPLETED');
    expect(first.faults).toEqual([]);
    await first.close();
    await second.close();
  });

  it('where stock has moved since it was shown, it is approved and not carried out before another look', async () => {
    const batch = await receive();
    const id = await adjust(batch, 'the shelf is sold meanwhile');
    const { page, context, close } = await stage.at('/approvals', { as: 'manager' });
    const card = page.getByRole('listitem').filter({ hasText: 'sold meanwhile' });
    await card.getByRole('img', { name: 'from 50 to 47' }).waitFor(WAIT);
    await hold(context, 'query BalanceNow');
    const sold = await stage.server.ask(
      `mutation { recordSale(input: { locationId: "L1", lines: [{ productId: "TEA", batchId: "${batch}", quantity: 10 }] }) { id } }`,
    );
    expect(sold.error).toBeUndefined();
    await card.getByRole('button', { name: 'Approve' }).click(WAIT);
    await page.getByRole('alert').filter({ hasText: 'moved' }).waitFor(WAIT);
    expect(await statusOf(id)).toBe('APPROVED');
    expect(await remainingOf(batch)).toBe(40);
    await context.unroute('**/graphql');
    await page.reload(WAIT);
    await card.getByText('Approved, not carried out').waitFor(WAIT);
    await card.getByRole('img', { name: 'from 40 to 37' }).waitFor(WAIT);
    await card.getByRole('button', { name: 'Carry out' }).click(WAIT);
    await card.waitFor({ state: 'detached', ...WAIT });
    expect(await remainingOf(batch)).toBe(37);
    await close();
  });

  it('a transfer shows both places; R rejects it with a reason', async () => {
    const before = await stage.server.ask(
      '{ product(sku: "A") { stock { onHand location { code } } } }',
    );
    const at = (code: string): number =>
      before.data.product.stock.find(
        (level: { location: { code: string } }) => level.location.code === code,
      )?.onHand ?? 0;
    const { data } = await stage.server.ask(
      'mutation { requestTransfer(input: { fromLocationId: "L1", toLocationId: "L2", lines: [{ productId: "A", quantity: 9 }] }) { id } }',
    );
    const { page, faults, close } = await stage.at('/approvals', { as: 'manager' });
    const given = page.getByRole('img', { name: `from ${at('L1')} to ${at('L1') - 9}` });
    const card = page.getByRole('listitem').filter({ has: given });
    await card.getByRole('img', { name: `from ${at('L2')} to ${at('L2') + 9}` }).waitFor(WAIT);
    await card.getByRole('button', { name: 'Reject' }).focus();
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: 'Reject' });
    const reason = dialog.getByLabel('Reason');
    await reason.waitFor(WAIT);
    expect(await reason.inputValue()).toBe('');
    await reason.fill(' ');
    await dialog.getByRole('button', { name: 'Reject' }).click(WAIT);
    await dialog.locator('[aria-invalid=true]').waitFor(WAIT);
    await reason.fill('not before Monday');
    await dialog.getByRole('button', { name: 'Reject' }).click(WAIT);
    await dialog.waitFor({ state: 'hidden', ...WAIT });
    await card.waitFor({ state: 'detached', ...WAIT });
    const { data: after } = await stage.server.ask(
      `{ transfer(id: "${data.requestTransfer.id}") { status cancelReason } }`,
    );
    expect(after.transfer).toEqual({ status: 'CANCELLED', cancelReason: 'not before Monday' });
    expect(faults).toEqual([]);
    await close();
  });

  it('a blind count beyond the tolerance is posted with a reason', async () => {
    const { data } = await stage.server.ask(
      'mutation { createLocation(input: { code: "SMALL", name: "Small", kind: STOREFRONT }) { id } receiveStock(input: { locationId: "SMALL", lines: [{ productId: "TEA", quantity: 20 }] }) { batches { id } } startStockCount(locationId: "SMALL", blind: true) { id } }',
    );
    const id = data.startStockCount.id as string;
    const found = data.receiveStock.batches[0].id as string;
    for (const actor of ['first', 'second']) {
      const authorization = `Bearer ${await stage.server.token('clerk', actor)}`;
      const query = `mutation { recordCount(stockCountId: "${id}", lines: [{ batchId: "${found}", countedQuantity: 17 }]) { id } submitStockCount(id: "${id}") { id } }`;
      expect((await stage.server.post({ query }, { authorization })).error).toBeUndefined();
    }
    const { page, faults, close } = await stage.at('/approvals', { as: 'manager' });
    const card = page.getByRole('listitem').filter({ hasText: 'Blind count' });
    await card.getByRole('img', { name: 'from 20 to 17' }).waitFor(WAIT);
    expect(await card.getByRole('button', { name: 'Reject' }).count()).toBe(0);
    await card.getByRole('button', { name: 'Approve' }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Approve' });
    await dialog.getByLabel('Reason').fill('three are missing');
    await dialog.getByRole('button', { name: 'Approve' }).click(WAIT);
    await card.waitFor({ state: 'detached', ...WAIT });
    expect(await remainingOf(found)).toBe(17);
    expect(faults).toEqual([]);
    await close();
  });

  it('a clerk is not led there, and told so where the address is typed', async () => {
    await adjust(await receive(), 'not for clerks');
    const { page, close } = await stage.at('/approvals', { as: 'clerk' });
    await page.getByText('Your role does not include this').waitFor(WAIT);
    expect(await page.getByRole('link', { name: 'Approvals' }).count()).toBe(0);
    expect(await page.getByText('not for clerks').count()).toBe(0);
    await close();
  });
});
