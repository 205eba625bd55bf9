import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, WAIT } from './stage';

// Places and suppliers, as a manager adds and changes them. What somebody else has changed meanwhile is not undone.

describeWithBrowser('places and suppliers in the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
  });
  afterAll(() => stage?.close());

  const ask = async (query: string) => {
    const { data, error } = await stage.server.ask(query);
    expect(error).toBeUndefined();
    return data;
  };
  const add = async (page: Page, button: string) => {
    await page.getByRole('button', { name: button }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: button });
    await dialog.waitFor(WAIT);
    return dialog;
  };
  const line = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
  const gone = { state: 'hidden', ...WAIT } as const;

  it('a place is added, and a quarantine of it; a code that is taken is said at its field', async () => {
    const { page, faults, close } = await stage.at('/places', { as: 'manager' });
    const place = await add(page, 'New place');
    await place.getByLabel('Name').fill('North shop');
    await place.getByLabel('Code').fill('L1');
    await place.getByRole('button', { name: 'Add the place' }).click(WAIT);
    await place.locator('[aria-invalid=true]').waitFor(WAIT);
    expect(await place.getByLabel('Code').getAttribute('aria-invalid')).toBe('true');
    expect(await place.getByLabel('Name').inputValue()).toBe('North shop');
    expect(await axeFindings(page)).toEqual([]);
    await place.getByLabel('Code').fill('NORTH');
    await place.getByRole('button', { name: 'Add the place' }).click(WAIT);
    await place.waitFor(gone);
    await line(page, 'NORTH').waitFor(WAIT);

    for (const code of ['NORTH-Q', 'NORTH-Q2']) {
      const quarantine = await add(page, 'New place');
      expect(await quarantine.getByLabel('Takes returned goods of').count()).toBe(0);
      await quarantine.getByLabel('Kind').selectOption('QUARANTINE');
      const whose = quarantine.getByLabel('Takes returned goods of');
      await whose.selectOption({ label: 'North shop' }, WAIT);
      await quarantine.getByLabel('Name').fill(`Returns ${code}`);
      await quarantine.getByLabel('Code').fill(code);
      await quarantine.getByRole('button', { name: 'Add the place' }).click(WAIT);
      if (code === 'NORTH-Q') {
        await quarantine.waitFor(gone);
        await line(page, code).getByText('takes returned goods of North shop').waitFor(WAIT);
      } else {
        // A place has one.
        await quarantine.locator('[aria-invalid=true]').waitFor(WAIT);
        expect(await whose.getAttribute('aria-invalid')).toBe('true');
      }
    }
    const { location } = await ask('{ location(code: "NORTH-Q") { kind quarantineOf { code } } }');
    expect(location).toEqual({ kind: 'QUARANTINE', quarantineOf: { code: 'NORTH' } });
    expect(faults).toEqual([]);
    await close();
  });

  it('a place that is renamed while somebody else switches it off is both', async () => {
    const { createLocation: made } = await ask(
      'mutation { createLocation(input: { code: "EAST", name: "East", kind: STOREFRONT }) { id } }',
    );
    const { page, close } = await stage.at('/places', { as: 'manager' });
    await line(page, 'EAST').getByRole('button').click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'East' });
    await dialog.getByLabel('Name').fill('East Side');
    await ask(`mutation { updateLocation(input: { id: "${made.id}", active: false }) { id } }`);
    await dialog.getByRole('button', { name: 'Save' }).click(WAIT);
    await dialog.waitFor(gone);
    await line(page, 'East Side').getByText('switched off').waitFor(WAIT);
    const { location } = await ask('{ location(code: "EAST") { name active } }');
    expect(location).toEqual({ name: 'East Side', active: false });
    await close();
  });

  it('a supplier is added; renamed and switched off by two, it is both; what was typed is asked about', async () => {
    const { page, faults, close } = await stage.at('/integrity', { as: 'admin' });
    await page.getByRole('link', { name: 'Places and suppliers' }).click(WAIT);
    const added = await add(page, 'New supplier');
    await added.getByLabel('Name').fill('Grove');
    await added.getByLabel('Code').fill('GROVE');
    await added.getByLabel('Lead time in days').fill('4');
    await added.getByRole('button', { name: 'Add the supplier' }).click(WAIT);
    await added.waitFor(gone);
    const supplier = '{ supplier(code: "GROVE") { id name leadTimeDays active } }';
    const { supplier: made } = await ask(supplier);
    expect(made).toMatchObject({ name: 'Grove', leadTimeDays: 4, active: true });

    await line(page, 'GROVE').getByRole('button').click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Grove' });
    await dialog.getByLabel('Lead time in days').fill('6');
    await page.goBack(WAIT);
    const question = page.getByRole('dialog', { name: 'Leave what you have typed?' });
    await question.getByRole('button', { name: 'Stay' }).click(WAIT);
    expect(await dialog.getByLabel('Lead time in days').inputValue()).toBe('6');
    await ask(
      `mutation { updateSupplier(input: { id: "${made.id}", name: "Grove & Sons", active: false }) { id } }`,
    );
    await dialog.getByRole('button', { name: 'Save' }).click(WAIT);
    await dialog.waitFor(gone);
    await line(page, 'Grove & Sons').getByText('switched off').waitFor(WAIT);
    const { supplier: now } = await ask(supplier);
    expect(now).toMatchObject({ name: 'Grove & Sons', leadTimeDays: 6, active: false });
    expect(faults).toEqual([]);
    await close();
  });

  it.each(['viewer', 'clerk'] as const)('a %s is neither led to it nor shown it', async (as) => {
    const { page, close } = await stage.at('/places', { as });
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').first().waitFor(WAIT);
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor(WAIT);
    expect(await page.getByRole('link', { name: 'Places and suppliers' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'New place' }).count()).toBe(0);
    await close();
  });
});
