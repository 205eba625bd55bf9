import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, WAIT } from './stage';

// What goes out to other programs: corrections of channels, and webhooks.

describeWithBrowser('channels and webhooks in the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const { error } = await stage.server.ask(
      `mutation {
        createProduct(input: { sku: "CH-1", name: "Cheese" }) { id }
        receiveStock(input: { locationId: "L1", lines: [{ productId: "CH-1", quantity: 4 }] }) { id }
        reportChannelStock(channel: "webshop", stock: [{ sku: "CH-1", locationCode: "L1", quantity: 9 }])
        reconcile(input: { dryRun: false, kinds: [CHANNEL_MISMATCH] }) { appliedCount }
      }`,
    );
    expect(error).toBeUndefined();
  });
  afterAll(() => stage?.close());

  it('a correction says what a channel is to show, and is marked as sent', async () => {
    const { page, faults, close } = await stage.at('/channels', { as: 'clerk' });
    const row = page.getByRole('row').filter({ hasText: 'Cheese' });
    await row.waitFor(WAIT);
    expect(await row.innerText()).toMatch(/webshop[^]*L1[^]*4/);
    await row.getByRole('button', { name: 'Mark CH-1 as sent' }).click(WAIT);
    await row.waitFor({ state: 'hidden', ...WAIT });
    await page.getByText('Nothing is to be corrected').waitFor(WAIT);
    const { data } = await stage.server.ask('{ channelCorrections { totalCount } }');
    expect(data.channelCorrections.totalCount).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it('a webhook is made, its secret shown once, and refused at its field', async () => {
    const { page, faults, close } = await stage.at('/webhooks', { as: 'admin' });
    await page.getByText('There is no webhook').waitFor(WAIT);
    await page.getByRole('button', { name: 'Make a webhook' }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Make a webhook' });
    await dialog.getByLabel('Address').fill('https://user:secret@shop.example/hooks');
    await dialog.getByLabel('movement.sale').click(WAIT);
    await dialog.getByLabel('day.signed').click(WAIT);
    await dialog.getByRole('button', { name: 'Make the webhook' }).click(WAIT);
    await dialog.locator('[aria-invalid=true]').first().waitFor(WAIT);
    expect(await dialog.getByLabel('Address').getAttribute('aria-invalid')).toBe('true');
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByLabel('Address').fill('https://shop.example/hooks');
    await dialog.getByRole('button', { name: 'Make the webhook' }).click(WAIT);
    const secret = page.getByRole('textbox', { name: 'Secret' });
    expect(await secret.inputValue(WAIT)).toMatch(/^whsec_/);
    await page.getByRole('button', { name: 'Done' }).click(WAIT);
    await page.getByText('delivers').waitFor(WAIT);
    await page.getByRole('switch', { name: /^Deliveries to/ }).press('Space', WAIT);
    await page.getByText('switched off').waitFor(WAIT);
    const { data } = await stage.server.ask(
      '{ webhooks { enabled events } integrityRules { name violations } }',
    );
    expect(data.webhooks).toEqual([{ enabled: false, events: ['day.signed', 'movement.sale'] }]);
    expect(data.integrityRules).toContainEqual({ name: 'value_unknown', violations: 0 });
    expect(faults).toEqual([]);
    await close();
  });

  it('a delivery that fails says since when and why, and how many events wait', async () => {
    await stage.servers.database.pools.super.query(
      `update inventory.webhooks set failures = 3, failing_since = now() - interval '1 hour',
         last_error = 'answered 500', next_attempt_at = now() + interval '5 minutes'`,
    );
    const { page, faults, close } = await stage.at('/webhooks', { as: 'admin' });
    await page.getByText('failing', { exact: true }).waitFor(WAIT);
    await page.getByText('3 attempts').waitFor(WAIT);
    await page.getByText('answered 500').waitFor(WAIT);
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it('a webhook is deleted after a question', async () => {
    const { page, close } = await stage.at('/webhooks', { as: 'admin' });
    await page.getByRole('button', { name: 'Delete' }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Delete the webhook' });
    await dialog.getByRole('button', { name: 'Delete' }).click(WAIT);
    await page.getByText('There is no webhook').waitFor(WAIT);
    await close();
  });

  it('a viewer is led to neither', async () => {
    const { page, close } = await stage.at('/webhooks', { as: 'viewer' });
    await page.getByText('Your role does not include this').waitFor(WAIT);
    const nav = page.getByRole('navigation', { name: 'Pages' });
    expect(await nav.getByRole('link', { name: 'Webhooks' }).count()).toBe(0);
    expect(await nav.getByRole('link', { name: 'Channels' }).count()).toBe(0);
    await close();
  });
});
