import { describeWithBrowser } from '../support/browser';
import { PASSWORD } from '../server/people';
import { ConsoleStage, WAIT } from './stage';

// How a person comes into the console, and out of it.

describeWithBrowser('signing in to the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
  });
  afterAll(() => stage?.close());

  it('is what whoever is not signed in is shown, and leads to the page that was asked for', async () => {
    await stage.people.join('ama@shop.example', 'MANAGER');
    const { page, faults, close } = await stage.at('/');
    await page.waitForURL('**/sign-in', WAIT);
    await page.getByLabel('Email address').fill('ama@shop.example');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').filter({ hasText: 'is wrong' }).waitFor(WAIT);
    expect(await page.getByLabel('Email address').inputValue()).toBe('ama@shop.example');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor(WAIT);
    expect(new URL(page.url()).pathname).toBe('/');
    expect(faults).toEqual([]);
    await close();
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example'])(
    'leads to no other site: %s',
    async (next) => {
      const { page, faults, close } = await stage.at(`/sign-in?next=${encodeURIComponent(next)}`);
      await stage.cookieOf('clerk');
      await page.getByLabel('Email address').fill('clerk@shop.example');
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor(WAIT);
      expect(page.url()).toBe(`${stage.server.base}/`);
      expect(faults).toEqual([]);
      await close();
    },
  );

  it('by a one-use link asks for a password, and the link is out of sight at once', async () => {
    const { secret } = await stage.people.invite('kim@shop.example', 'CLERK');
    const { page, faults, close } = await stage.at(`/sign-in#${secret}`);
    const password = page.getByLabel('Choose a password');
    await password.fill('too short');
    expect(page.url()).not.toContain(secret);
    await page.getByRole('button', { name: 'Set the password and sign in' }).click();
    await page.getByText('The password has 9 characters: 12 to 256 are needed').waitFor(WAIT);
    expect(await password.inputValue()).toBe('too short');
    await password.fill(PASSWORD);
    await page.getByRole('button', { name: 'Set the password and sign in' }).click();
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();

    const again = await stage.at(`/sign-in#${secret}`);
    await again.page.getByLabel('Choose a password').fill(PASSWORD);
    await again.page.getByRole('button', { name: 'Set the password and sign in' }).click();
    await again.page.getByRole('alert').filter({ hasText: 'link' }).waitFor(WAIT);
    await again.close();
  });

  it('signing out ends the session, and forgets what was shown', async () => {
    const { cookie } = await stage.people.join('leaves@shop.example', 'CLERK');
    const { page, context, close } = await stage.at('/sign-in');
    const [name, value] = cookie.split('=');
    await context.addCookies([{ name: name!, value: value!, url: stage.server.base }]);
    await page.goto(`${stage.server.base}/`, WAIT);
    await page.getByRole('button', { name: /^Account/ }).click(WAIT);
    await page.getByRole('menuitem', { name: 'Sign out' }).click(WAIT);
    await page.waitForURL('**/sign-in', WAIT);
    expect(await stage.people.reasonOf(cookie)).toBe('expired');
    await page.goto(`${stage.server.base}/`, WAIT);
    await page.waitForURL('**/sign-in', WAIT);
    const kept = await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })');
    expect(kept).not.toMatch(/shop|leaves|Apple/);
    await close();
  });

  it('again goes on from the page where the session ended', async () => {
    const { cookie } = await stage.people.join('stays@shop.example', 'CLERK');
    const { page, context, close } = await stage.at('/sign-in');
    const [name, value] = cookie.split('=');
    await context.addCookies([{ name: name!, value: value!, url: stage.server.base }]);
    await page.goto(`${stage.server.base}/`, WAIT);
    await page.getByRole('heading', { name: 'Approvals' }).waitFor(WAIT);
    await stage.people.post('/auth/sign-out', {}, { cookie });
    const dialog = page.getByRole('dialog', { name: 'You have been signed out' });
    await dialog.waitFor(WAIT);
    expect(await dialog.getByLabel('Email address').inputValue()).toBe('stays@shop.example');
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'hidden', ...WAIT });
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor(WAIT);
    await close();
  });
});
