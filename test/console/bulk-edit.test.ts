import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, scrollsSideways, WAIT } from './stage';

// Setting one thing of many products: each before and after, and exactly that is written, or it is refused and named.

const HOSTILE = '<img src=x onerror=alert(1)> \u202eright to left\u202c';

describeWithBrowser('editing many products in the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    for (const [sku, name, attributes] of [
      ['E-1', 'Edit one', { colour: 'red', size: 3 }],
      ['E-2', HOSTILE, { colour: 'blue' }],
      ['E-3', 'Edit three', {}],
    ] as const) {
      const { error } = await stage.server.ask(
        'mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }',
        { input: { sku, name, reorderPoint: sku === 'E-3' ? 7 : null, attributes } },
      );
      expect(error).toBeUndefined();
    }
  });
  afterAll(() => stage?.close());

  const read = async () => {
    const { data } = await stage.server.ask(
      '{ products(filter: { skus: ["E-1", "E-2", "E-3"] }) { nodes { sku status reorderPoint attributes } } }',
    );
    type Node = { sku: string; status: string; reorderPoint: number | null; attributes: object };
    const nodes = data.products.nodes as Node[];
    return Object.fromEntries(nodes.map(({ sku, ...rest }) => [sku, rest]));
  };
  const update = (input: object) =>
    stage.server.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { version } }',
      { input },
    );
  const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Edit products' });
  const rowOf = (page: Page, text: string) =>
    dialogOf(page).getByRole('listitem').filter({ hasText: text });
  /** Chooses the three products by the keyboard and opens the dialog. */
  const edit = async (page: Page) => {
    for (const name of ['Edit one', HOSTILE, 'Edit three']) {
      await page.getByRole('checkbox', { name: `Choose ${name}` }).focus(WAIT);
      await page.keyboard.press('Space');
    }
    await page.getByText('3 products are chosen').waitFor(WAIT);
    await page.getByRole('button', { name: 'Edit them' }).press('Enter', WAIT);
    await rowOf(page, 'E-3').waitFor(WAIT);
  };

  it('shows each before and after, and writes exactly that', async () => {
    const { page, faults, close } = await stage.at('/products?search=E-', { as: 'manager' });
    await edit(page);
    await page.getByLabel('What to set').selectOption({ label: 'Reorder at' });
    await page.getByLabel('New figure').fill('x');
    await page.getByText('A whole number, zero or more').waitFor(WAIT);
    expect(await page.getByRole('button', { name: /^Change \d/ }).isDisabled()).toBe(true);
    await page.getByLabel('New figure').fill('7');
    await page.getByText('To change: 2 · as they are: 1').waitFor(WAIT);
    expect(await rowOf(page, 'E-1').innerText()).toMatch(/not set\s+→\s+7/);
    expect(await rowOf(page, 'E-3').innerText()).toContain('stays as it is');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Change 2 products' }).press('Enter');
    await page.getByText('Changed: 2 · refused: 0 · to come: 0').waitFor(WAIT);
    await page.getByRole('button', { name: 'Done' }).click(WAIT);
    await page.getByRole('row').filter({ hasText: 'Edit one' }).getByText('7').waitFor(WAIT);
    const now = await read();
    expect(Object.values(now).map(({ reorderPoint }) => reorderPoint)).toEqual([7, 7, 7]);
    expect(now['E-1']!.attributes).toEqual({ colour: 'red', size: 3 });
    expect(faults).toEqual([]);
    await close();
  });

  it('what has changed meanwhile is refused and named; the others are written', async () => {
    const { page, faults, close } = await stage.at('/products?search=E-', {
      ...{ as: 'manager', colorScheme: 'dark', viewport: { width: 360, height: 780 } },
    });
    await edit(page);
    await page.getByLabel('What to set').selectOption({ label: 'Attribute' });
    await page.getByLabel('Name of the attribute').fill('colour');
    await page.getByLabel('New value').fill('green');
    await page.getByText('To change: 3 · as they are: 0').waitFor(WAIT);
    expect((await update({ id: 'E-2', attributes: { colour: 'black', new: true } })).error).toBe(
      undefined,
    );
    await page.getByRole('button', { name: 'Change 3 products' }).click(WAIT);
    await page.getByText('Changed: 2 · refused: 1 · to come: 0').waitFor(WAIT);
    expect(await rowOf(page, 'E-2').innerText()).toContain(
      'This has changed since it was shown here',
    );
    expect(await scrollsSideways(page)).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
    expect(await read()).toMatchObject({
      'E-1': { attributes: { colour: 'green', size: 3 } },
      'E-2': { attributes: { colour: 'black', new: true } },
      'E-3': { attributes: { colour: 'green' } },
    });
    expect(faults).toEqual([]);
    await close();
  });

  it('goes on after a lost answer, and writes nothing twice', async () => {
    const { page, context, close } = await stage.at('/products?search=E-', { as: 'manager' });
    await edit(page);
    let lost = 0;
    await context.route('**/graphql', async (route) => {
      const isWrite = route.request().postData()?.includes('mutation UpdateProduct') ?? false;
      if (!isWrite || lost > 0) return route.continue();
      lost++;
      await route.fetch(); // it is written, and nobody is told
      await route.abort();
    });
    await page.getByLabel('New status').selectOption({ label: 'Inactive' });
    await page.getByRole('button', { name: 'Change 3 products' }).click(WAIT);
    await page.getByText('The server does not answer').waitFor(WAIT);
    expect(await rowOf(page, 'E-1').innerText()).toContain('no answer');
    await page.getByRole('button', { name: 'Go on' }).click(WAIT);
    await page.getByText('Changed: 3 · refused: 0 · to come: 0').waitFor(WAIT);
    expect(Object.values(await read()).map(({ status }) => status)).toEqual(
      Array(3).fill('INACTIVE'),
    );
    await close();
  });

  it('is not shown to who may not', async () => {
    const { page, close } = await stage.at('/products', { as: 'clerk' });
    await page.getByRole('link', { name: 'Apple' }).waitFor(WAIT);
    expect(await page.getByRole('checkbox', { name: /^Choose/ }).count()).toBe(0);
    await close();
  });
});
