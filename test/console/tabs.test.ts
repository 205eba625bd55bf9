import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { ConsoleStage, WAIT } from './stage';

const FILL = `(async () => {
  localStorage.kept = sessionStorage.kept = 'yes';
  document.cookie = 'kept=yes';
  await caches.open('kept');
  await new Promise((done) => { indexedDB.open('kept').onsuccess = (event) => { event.target.result.close(); done(); }; });
})()`;
const KEPT = `(async () => [localStorage.kept, sessionStorage.kept, document.cookie.includes('kept'), await caches.has('kept'),
  (await indexedDB.databases()).some(({ name }) => name === 'kept')])()`;

describeWithBrowser('a tab that is used again', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
  });
  afterAll(() => stage?.close());

  const used = async (page: Page) => {
    await page.getByRole('button', { name: 'Sign in' }).waitFor(WAIT);
    await page.evaluate(FILL);
    expect(await page.evaluate(KEPT)).toEqual(['yes', 'yes', true, true, true]);
  };

  it('is as on a machine that nobody has used', async () => {
    const first = await stage.at('/sign-in', { viewport: { width: 360, height: 780 } });
    await used(first.page);
    await first.page.emulateMedia({ media: 'print' });
    await first.close();
    const second = await stage.at('/sign-in', { colorScheme: 'dark' });
    expect(second.page).toBe(first.page);
    expect(await second.page.evaluate(KEPT)).toEqual([undefined, undefined, false, false, false]);
    const look = `[innerWidth, ...['(prefers-color-scheme: dark)', 'screen'].map((each) => matchMedia(each).matches)]`;
    expect(await second.page.evaluate(look)).toEqual([1280, true, true]);
    await second.close();
  });

  it('is not one whose context the test has asked for, or of another language', async () => {
    const { page, context, close } = await stage.at('/sign-in', { as: 'viewer' });
    await context.setOffline(true);
    await close();
    expect(page.isClosed()).toBe(true);
    const other = await stage.at('/sign-in', { locale: 'de-AT' });
    expect(await other.page.evaluate('navigator.language')).toBe('de-AT');
    await other.close();
  });
});
