import type { BrowserContext } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, scrollsSideways, WAIT } from './stage';

// A connection that is lost is said, of pages and of forms, and what a form says of sending again is so.

/** The server gets what names this operation; its answer does not arrive. */
const loseAnswerTo = (context: BrowserContext, operation: string): Promise<unknown> =>
  context.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes(operation)) return route.fallback();
    await route.fetch();
    return route.abort();
  });

describeWithBrowser('a lost connection', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
  });
  afterAll(() => stage?.close());

  it.each([1440, 360])(
    'is said above the page, and gone once an answer comes: %s px',
    async (width) => {
      const { page, context, close } = await stage.at('/products', {
        ...{ as: 'clerk', viewport: { width, height: 780 }, reducedMotion: 'reduce' },
      });
      const bar = page.getByRole('status').filter({ hasText: 'No connection since' });
      await page.getByRole('heading', { name: 'Products' }).waitFor(WAIT);
      expect(await bar.count()).toBe(0);
      await context.setOffline(true);
      await bar.waitFor(WAIT);
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await context.setOffline(false);
      await bar.waitFor({ ...WAIT, state: 'hidden' });
      await close();
    },
  );

  it('is said where a server does not answer, and what is shown is asked for again', async () => {
    const { page, context, close } = await stage.at('/products', { as: 'manager' });
    await page.getByRole('heading', { name: 'Products' }).waitFor(WAIT);
    await context.route('**/graphql', (route) => route.abort());
    await page.getByRole('searchbox').fill('nothing of this name');
    const bar = page.getByRole('status').filter({ hasText: 'No connection since' });
    await bar.waitFor(WAIT);
    await context.unrouteAll();
    await bar.getByRole('button', { name: 'Try again' }).click(WAIT);
    await bar.waitFor({ ...WAIT, state: 'hidden' });
    await page.getByText('No product matches').waitFor(WAIT);
    await close();
  });

  it('next rows that did not come are a row of the table, and are asked for again', async () => {
    const sku = (n: number) => `ROW-${String(n).padStart(3, '0')}`;
    const made = (n: number) =>
      `p${n}: createProduct(input: { sku: "${sku(n)}", name: "Row ${n}" }) { id }`;
    for (const from of [0, 50, 100, 150])
      await stage.server.ask(
        `mutation { ${Array.from({ length: 50 }, (_, n) => made(from + n)).join(' ')} }`,
      );
    const { page, context, close } = await stage.at('/products', { as: 'manager' });
    const table = page.getByRole('table', { name: 'Products' });
    await table.getByText(sku(0), { exact: true }).waitFor(WAIT);
    await context.route('**/graphql', (route) => route.abort());
    const end = table.getByRole('alert');
    await page.mouse.move(700, 400);
    for (let n = 0; n < 40 && (await end.count()) === 0; n += 1) {
      await page.mouse.wheel(0, 2_000);
      await page.waitForTimeout(100);
    }
    await end.getByText('The next rows could not be loaded').waitFor(WAIT);
    await context.unrouteAll();
    await end.getByRole('button', { name: 'Try again' }).click(WAIT);
    await end.waitFor({ ...WAIT, state: 'hidden' });
    for (let n = 0; n < 40 && (await table.getByText(sku(199)).count()) === 0; n += 1) {
      await page.mouse.wheel(0, 2_000);
      await page.waitForTimeout(100);
    }
    await table.getByText(sku(199), { exact: true }).waitFor(WAIT);
    await close();
  });

  it('a webhook whose answer was lost is not said to be safe to send again, and is in the list', async () => {
    const { page, context, close } = await stage.at('/webhooks', { as: 'admin' });
    await page.getByRole('button', { name: 'Make a webhook' }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Make a webhook' });
    await dialog.getByLabel('Address').fill('https://lost.example/hooks');
    await dialog.getByLabel('movement.sale').click(WAIT);
    await loseAnswerTo(context, 'createWebhook');
    await dialog.getByRole('button', { name: 'Make the webhook' }).click(WAIT);
    const said = dialog.getByRole('alert').filter({ hasText: 'No answer came' });
    await said.getByText('would make a second webhook').waitFor(WAIT);
    expect(await said.getByText('not written twice').count()).toBe(0);
    await context.unrouteAll();
    await dialog.getByRole('button', { name: 'Close' }).click(WAIT);
    await page.getByText('https://lost.example/hooks').waitFor(WAIT);
    await close();
  });

  it('a decision that was sent twice is not called that of somebody else without a word', async () => {
    const { page, context, close } = await stage.at('/users', { as: 'admin' });
    await page.getByRole('button', { name: /^Invite/ }).click(WAIT);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Newcomer');
    await dialog.getByLabel('Email').fill('new@shop.example');
    await loseAnswerTo(context, 'inviteUser');
    await dialog.locator('button[type=submit]').click(WAIT);
    await dialog.getByText('nothing is done twice').waitFor(WAIT);
    await context.unrouteAll();
    await dialog.getByRole('button', { name: 'Send again' }).click(WAIT);
    await dialog.getByText('What you sent first may have been written').waitFor(WAIT);
    await page.getByText('new@shop.example').first().waitFor(WAIT);
    await close();
  });
});
