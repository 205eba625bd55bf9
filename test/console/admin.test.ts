import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, WAIT } from './stage';

// People, tokens, settings and the audit log: as an admin uses them, and what other roles are shown.

const HOSTILE = '<img src=x onerror=alert(1)> \u202eright to left\u202c';

describeWithBrowser('administration in the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
  });
  afterAll(() => stage?.close());

  it('a person is invited by a link that is shown once, given a role, and switched off', async () => {
    const { page, faults, close } = await stage.at('/users', { as: 'admin' });
    await page.getByRole('button', { name: 'Invite a person' }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Invite a person' });
    await dialog.getByLabel('Name').fill(HOSTILE);
    await dialog.getByLabel('Email').fill('admin@shop.example');
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click(WAIT);
    // The address is taken: said at its field, and what was typed stays.
    await dialog.locator('[aria-invalid=true]').waitFor(WAIT);
    expect(await dialog.getByLabel('Email').getAttribute('aria-invalid')).toBe('true');
    expect(await dialog.getByLabel('Name').inputValue()).toBe(HOSTILE);
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByLabel('Email').fill('new@shop.example');
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click(WAIT);
    const link = page.getByRole('textbox', { name: 'Link' });
    await link.waitFor(WAIT);
    expect(await link.inputValue()).toMatch(/^http.*#/);
    await page.getByRole('button', { name: 'Done' }).click(WAIT);
    await page.getByRole('button', { name: 'onerror' }).click(WAIT);
    const edit = page.getByRole('dialog', { name: 'onerror' });
    await edit.getByLabel('Role').selectOption('MANAGER');
    await edit.getByRole('switch', { name: 'May sign in' }).click(WAIT);
    await edit.getByRole('button', { name: 'Save' }).click(WAIT);
    await edit.waitFor({ state: 'hidden', ...WAIT });
    const row = page.getByRole('row').filter({ hasText: 'new@shop.example' });
    await row.getByText('switched off').waitFor(WAIT);
    const { data } = await stage.server.ask('{ users { email role active } }');
    expect(data.users).toContainEqual({
      ...{ email: 'new@shop.example', role: 'MANAGER', active: false },
    });
    expect(faults).toEqual([]);
    await close();
  });

  it('who would leave the tenant without an admin is refused in words', async () => {
    const { page, faults, close } = await stage.at('/users', { as: 'admin' });
    const own = page.getByRole('row').filter({ hasText: 'admin@shop.example' });
    await own.getByRole('button').click(WAIT);
    const edit = page.getByRole('dialog');
    await edit.getByLabel('Role').selectOption('CLERK');
    await edit.getByRole('button', { name: 'Save' }).click(WAIT);
    await edit.getByText(/admin/i).last().waitFor(WAIT);
    const { data } = await stage.server.ask('{ users { email role } }');
    expect(data.users).toContainEqual({ email: 'admin@shop.example', role: 'ADMIN' });
    expect(faults).toEqual([]);
    await close();
  });

  it('a token is shown once, works, and is revoked', async () => {
    const { page, faults, close } = await stage.at('/tokens', { as: 'clerk' });
    await page.getByRole('button', { name: 'Make a token' }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Make a token' });
    await dialog.getByLabel('What it is for').fill('till 3');
    // At most the own role.
    expect(await dialog.getByLabel('Role').locator('option').allInnerTexts()).toEqual([
      ...['Viewer', 'Clerk'],
    ]);
    await dialog.getByRole('button', { name: 'Make the token' }).click(WAIT);
    const secret = await page.getByRole('textbox', { name: 'Token' }).inputValue(WAIT);
    const me = () =>
      stage.server.post({ query: '{ me { role } }' }, { authorization: `Bearer ${secret}` });
    expect((await me()).data.me.role).toBe('VIEWER');
    await page.getByRole('button', { name: 'Done' }).click(WAIT);
    await page.getByRole('button', { name: 'Revoke till 3' }).click(WAIT);
    const revoke = page.getByRole('dialog', { name: 'Revoke till 3' });
    await revoke.getByRole('button', { name: 'Revoke' }).click(WAIT);
    await page.getByText('revoked').waitFor(WAIT);
    expect((await me()).error?.code).toBe('UNAUTHENTICATED');
    expect(faults).toEqual([]);
    await close();
  });

  it('a token has the role that counts now, where its user may do less than it was made for', async () => {
    const { page, close } = await stage.at('/tokens', { as: 'manager' });
    await page.getByRole('button', { name: 'Make a token' }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Make a token' });
    await dialog.getByLabel('What it is for').fill('lowered');
    await dialog.getByLabel('Role').selectOption('MANAGER');
    await dialog.getByRole('button', { name: 'Make the token' }).click(WAIT);
    await page.getByRole('button', { name: 'Done' }).click(WAIT);
    await close();
    const { data } = await stage.server.ask('{ users { id email } }');
    const { id } = (data.users as { id: string; email: string }[]).find(
      ({ email }) => email === 'manager@shop.example',
    )!;
    const set = (role: string) =>
      stage.server.ask(`mutation { setUserRole(id: "${id}", role: ${role}) { id } }`);
    await set('VIEWER');
    try {
      const admin = await stage.at('/tokens', { as: 'admin' });
      const row = admin.page.getByRole('row').filter({ hasText: 'lowered' });
      await row.getByText('Viewer (made for Manager)').waitFor(WAIT);
      expect(await axeFindings(admin.page)).toEqual([]);
      expect(admin.faults).toEqual([]);
      await admin.close();
    } finally {
      await set('MANAGER');
    }
  });

  it('settings are saved one by one; what is fixed is refused at its field', async () => {
    const { page, faults, close } = await stage.at('/settings', { as: 'admin' });
    await page.getByLabel('Received beyond an order, in percent').fill('5');
    await page.getByLabel('Totals that differ from their parts').click(WAIT);
    await page.getByRole('button', { name: 'Save' }).click(WAIT);
    await page.getByText('Saved').waitFor(WAIT);
    const { data } = await stage.server.ask('{ settings { overReceiptPercent autoFixKinds } }');
    expect(data.settings.overReceiptPercent).toBe(5);
    await page.getByLabel('Currency').fill('EUROS');
    await page.getByRole('button', { name: 'Save' }).click(WAIT);
    await page.locator('[aria-invalid=true]').waitFor(WAIT);
    expect(await page.getByLabel('Currency').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Currency').inputValue()).toBe('EUROS');
    expect(faults).toEqual([]);
    await close();
  });

  it('the audit log says who did what, before and after', async () => {
    const { data } = await stage.server.ask(
      `mutation ($name: String!) { createProduct(input: { sku: "AUD-1", name: "Before" }) { id }
        updateProduct(input: { id: "AUD-1", name: $name }) { id } }`,
      { name: HOSTILE },
    );
    const id = data.createProduct.id as string;
    const { page, faults, close } = await stage.at(`/audit?id=${id}`, { as: 'manager' });
    const table = page.getByRole('table', { name: 'Changes' });
    await table.getByText('UPDATE product').waitFor(WAIT);
    await page.getByLabel('Action').selectOption('UPDATE');
    await table.getByText('INSERT product', { exact: true }).waitFor({ state: 'hidden', ...WAIT });
    await table.getByRole('row').nth(1).getByRole('button').click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'UPDATE product' });
    const name = dialog.getByRole('row').filter({ hasText: 'onerror' });
    expect(await name.getByRole('cell').first().innerText()).toBe('Before');
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it('each role is shown its own pages; what is asked all the same is refused in words', async () => {
    const links = { viewer: [], clerk: ['API tokens'], manager: ['Audit log', 'API tokens'] };
    const all = ['Audit log', 'Users', 'API tokens', 'Settings'];
    for (const as of ['viewer', 'clerk', 'manager'] as const) {
      const { page, close } = await stage.at('/users', { as });
      await page.getByText('Your role does not include this').waitFor(WAIT);
      const nav = page.getByRole('navigation', { name: 'Pages' });
      const shown = [];
      for (const name of all) {
        if ((await nav.getByRole('link', { name, exact: true }).count()) > 0) shown.push(name);
      }
      expect([as, shown]).toEqual([as, links[as]]);
      await close();
    }
  });
});
