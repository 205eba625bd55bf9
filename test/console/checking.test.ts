import { readFileSync } from 'node:fs';
import { describeWithBrowser } from '../support/browser';
import { addDays } from '../support/days';
import { axeFindings, ConsoleStage, scrollsSideways, WAIT } from './stage';

// What is looked at before the day ends: what expires, figures that are wrong, and closing the day.

describeWithBrowser('checking stock in the console', () => {
  let stage: ConsoleStage;
  const ask = async (query: string, variables: object = {}) => {
    const { data, error } = await stage.server.ask(query, variables);
    expect(error).toBeUndefined();
    return data;
  };
  beforeAll(async () => {
    stage = await ConsoleStage.open(
      {},
      {
        signingSecret: new TextEncoder().encode('a secret that signs closed days, of tests alone'),
      },
    );
    await ask('mutation { createProduct(input: { sku: "TEA", name: "Green tea" }) { id } }');
    await ask(
      'mutation ($day: LocalDate!) { receiveStock(input: { locationId: "L1", lines: [{ productId: "TEA", quantity: 12, batchNumber: "T-SOON", expiryDate: $day }] }) { id } }',
      { day: addDays(stage.servers.shop.today, 3) },
    );
  });
  afterAll(() => stage?.close());

  /** Changes a figure past the ledger, as who damages a database does. */
  const damage = async (quantity: number, more = '') => {
    const client = await stage.servers.database.pools.super.connect();
    try {
      await client.query(
        `begin; set local session_replication_role = replica;
         update inventory.batch_stock set quantity = ${quantity} ${more} where batch_id = '${stage.servers.shop.untouchedBatch}';
         commit;`,
      );
    } finally {
      client.release();
    }
  };
  const stored = async (): Promise<number> => {
    const { rows } = await stage.servers.database.pools.super.query<{ quantity: string }>(
      `select quantity from inventory.batch_stock where batch_id = '${stage.servers.shop.untouchedBatch}'`,
    );
    return Number(rows[0]!.quantity);
  };

  it('shows what expires on which day, and writes off what has expired after a dry run', async () => {
    const { page, faults, close } = await stage.at('/expiry', { as: 'manager' });
    const day = page.getByRole('button', { name: /: 1 batch expires$/ });
    await day.first().click(WAIT);
    const table = page.getByRole('table', { name: 'Batches that expire' });
    await table.getByText('T-SOON').waitFor(WAIT);
    await table.getByText('in 3 days').waitFor(WAIT);
    await page.getByRole('button', { name: 'See what has expired' }).click(WAIT);
    await page.getByText('lot EXP').waitFor(WAIT);
    const before = await ask('{ product(sku: "A") { onHand } }');
    await page.getByRole('button', { name: 'Write off 1 batch' }).click(WAIT);
    await page.getByRole('status').filter({ hasText: 'Written off' }).waitFor(WAIT);
    const after = await ask('{ product(sku: "A") { onHand } }');
    expect(after.product.onHand).toBe(before.product.onHand - 7);
    await page.reload(WAIT);
    await page.getByRole('button', { name: 'See what has expired' }).click(WAIT);
    await page.getByText('Nothing in stock has expired').waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('names what has changed since the dry run, and writes nothing off then', async () => {
    const { id } = (
      await ask('mutation { createProduct(input: { sku: "CREAM", name: "Cream" }) { id } }')
    ).createProduct;
    await ask(
      'mutation ($day: LocalDate!) { receiveStock(input: { locationId: "L1", lines: [{ productId: "CREAM", quantity: 6, batchNumber: "C-1", expiryDate: $day, acceptExpired: true }, { productId: "CREAM", quantity: 2, batchNumber: "C-2", expiryDate: $day, acceptExpired: true }] }) { id } }',
      { day: addDays(stage.servers.shop.today, -1) },
    );
    const { page, context, faults, close } = await stage.at('/expiry', {
      ...{ as: 'manager', viewport: { width: 360, height: 780 }, reducedMotion: 'reduce' },
    });
    await page.getByRole('button', { name: 'See what has expired' }).click(WAIT);
    await page.getByText('lot C-1').waitFor(WAIT);
    const onHand = async () =>
      (await ask('query ($id: ID!) { product(id: $id) { onHand } }', { id })).product.onHand;
    // Another browser finds out that one of the lots is good for longer.
    const { product } = await ask(
      'query ($id: ID!) { product(id: $id) { lots(first: 5) { nodes { id lotNumber } } } }',
      { id },
    );
    const lot = product.lots.nodes.find((each: { lotNumber: string }) => each.lotNumber === 'C-2');
    await ask(
      'mutation ($lot: ID!) { correctLotExpiry(lotId: $lot, expiryDate: "2100-01-01", reason: "misread") { id } }',
      { lot: lot.id },
    );
    await page.getByRole('button', { name: 'Write off 2 batches' }).click(WAIT);
    const changed = page.getByRole('alert').filter({ hasText: 'Nothing was written off' });
    await changed.getByText('2 shown, 0 now').waitFor(WAIT);
    expect(await changed.getByText('C-2').count()).toBe(1);
    expect(await changed.getByText('C-1').count()).toBe(0);
    expect(await onHand()).toBe(8);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page)).toEqual([]);
    }
    expect(await scrollsSideways(page)).toBe(false);
    await page.getByRole('button', { name: 'See it as it is now' }).click(WAIT);
    // Its answer is lost: it is sent again, and written once.
    await context.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('"dryRun":false')) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: 'Write off 1 batch' }).click(WAIT);
    await page.getByRole('alert').filter({ hasText: 'No answer came' }).waitFor(WAIT);
    await context.unroute('**/graphql');
    await page.getByRole('button', { name: 'Send again' }).click(WAIT);
    const done = page.getByRole('status').filter({ hasText: 'Written off' });
    await done.getByText('lot C-1').waitFor(WAIT);
    expect(await onHand()).toBe(2);
    expect(faults.filter((each) => !each.includes('ERR_FAILED'))).toEqual([]);
    await close();
  });

  it('shows a wrong figure as it is and as it should be, and repairs exactly that', async () => {
    const right = await stored();
    await damage(right + 8);
    const { page, faults, close } = await stage.at('/discrepancies', { as: 'admin' });
    await page.getByRole('button', { name: 'Compare now' }).click(WAIT);
    const figure = page.getByRole('img', { name: `is ${right + 8}, should be ${right}` });
    await figure.first().waitFor(WAIT);
    expect(await stored()).toBe(right + 8);
    await page.getByRole('button', { name: /^Repair \d+ figure/ }).click(WAIT);
    await page
      .getByRole('status')
      .filter({ hasText: /figures? repaired/ })
      .waitFor(WAIT);
    expect(await stored()).toBe(right);
    await page.getByRole('button', { name: 'Compare now' }).click(WAIT);
    await page.getByText('Every figure is right').waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('says in words what a figure is, and a day as a day', async () => {
    const right = await stored();
    await damage(right, `, expiry_date = '2031-05-06', held = true`);
    const { page, faults, close } = await stage.at('/discrepancies', { as: 'admin' });
    await page.getByRole('button', { name: 'Compare now' }).click(WAIT);
    const row = (name: string) => page.getByRole('row').filter({ hasText: name });
    await row('expiry date of the batch').getByText('6 May 2031').waitFor(WAIT);
    await row('expiry date of the batch')
      .getByText(/ changed the row past the ledger on /)
      .waitFor(WAIT);
    await row('held: quarantined or recalled')
      .getByRole('img', { name: 'is yes, should be no' })
      .waitFor(WAIT);
    await page.getByRole('button', { name: /^Repair \d+ figure/ }).click(WAIT);
    await page
      .getByRole('status')
      .filter({ hasText: /figures? repaired/ })
      .waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('leaves alone what moved after it was compared, and says so', async () => {
    const right = await stored();
    await damage(right + 8);
    const { page, close } = await stage.at('/discrepancies', { as: 'admin' });
    await page.getByRole('button', { name: 'Compare now' }).click(WAIT);
    await page
      .getByRole('img', { name: `is ${right + 8}, should be ${right}` })
      .first()
      .waitFor(WAIT);
    await damage(right + 9);
    await page.getByRole('button', { name: /^Repair \d+ figure/ }).click(WAIT);
    await page.getByText('moved meanwhile', { exact: true }).first().waitFor(WAIT);
    expect(await stored()).toBe(right + 9);
    await damage(right);
    await close();
  });

  it('closes the day in steps, and gives its signed checkpoint', async () => {
    // Earlier days that are open, too: they are closed together with it.
    const earlier = [-4, -3].map((days) => addDays(stage.servers.shop.today, days));
    for (const day of earlier) {
      await ask(
        'mutation ($day: LocalDate!) { receiveStock(input: { locationId: "L1", businessDate: $day, lines: [{ productId: "TEA", quantity: 1 }] }) { id } }',
        { day },
      );
    }
    const { page, faults, close } = await stage.at('/close', { as: 'admin' });
    await page.getByRole('button', { name: 'Verify now' }).click(WAIT);
    await page.getByText(/are what the ledger says/).waitFor(WAIT);
    await page.getByRole('button', { name: /^Close / }).click(WAIT);
    await page.getByText(/^Closed until/).waitFor(WAIT);
    const download = page.waitForEvent('download', WAIT);
    await page
      .getByRole('button', { name: /^Download the checkpoint/ })
      .first()
      .click(WAIT);
    const file = await (await download).path();
    const { closedDays } = await ask('{ closedDays { businessDate root } }');
    const yesterday = addDays(stage.servers.shop.today, -1);
    expect(closedDays.map((closed: { businessDate: string }) => closed.businessDate)).toEqual([
      ...earlier,
      yesterday,
    ]);
    const { to } = JSON.parse(readFileSync(file, 'utf8')) as { to: string };
    const signed = Buffer.from(to.split('.')[1]!, 'base64url').toString();
    expect(signed).toContain(closedDays.at(-1).businessDate);
    expect(faults).toEqual([]);
    await close();
  });

  it('is shown as far as the role goes', async () => {
    const { page, close } = await stage.at('/expiry', { as: 'viewer' });
    await page.getByText('T-SOON').waitFor(WAIT);
    expect(await page.getByRole('button', { name: 'See what has expired' }).count()).toBe(0);
    const nav = page.getByRole('navigation', { name: 'Pages' });
    for (const name of ['Discrepancies', 'Close the day'])
      expect(await nav.getByRole('link', { name }).count()).toBe(0);
    await page.goto(`${stage.server.base}/discrepancies`, WAIT);
    await page.getByText('Your role does not include this').waitFor(WAIT);
    await close();
  });
});
