import { describeWithBrowser } from '../support/browser';
import { axeFindings, ConsoleStage, scrollsSideways, WAIT } from './stage';

// What is around every page: who may see what, how it looks, keys, languages, and what is said where something fails.

const PHONE = { viewport: { width: 360, height: 780 } };
const DESK = { viewport: { width: 1440, height: 900 } };

describeWithBrowser('the console', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
  });
  afterAll(() => stage?.close());

  it.each(['viewer', 'clerk', 'manager', 'admin'] as const)(
    'shows a %s what the role may see, and nothing fails',
    async (role) => {
      const { page, faults, close } = await stage.at('/', { as: role });
      await page.getByRole('heading', { name: 'Low stock' }).waitFor(WAIT);
      await page.getByText('The ledger').first().waitFor(WAIT);
      const syncs = await page.getByRole('heading', { name: 'Last syncs' }).count();
      expect(syncs).toBe(role === 'admin' ? 1 : 0);
      expect(await page.getByText('Your role does not include this').count()).toBe(0);
      expect(faults).toEqual([]);
      await close();
    },
  );

  it.each([
    ['light', DESK],
    ['dark', DESK],
    ['light', PHONE],
    ['dark', PHONE],
  ] as const)('axe-core finds nothing, and nothing scrolls sideways: %s', async (scheme, size) => {
    const open = (path: string, as?: 'admin') =>
      stage.at(path, { as, colorScheme: scheme, reducedMotion: 'reduce', ...size });
    for (const [path, role, heading] of [
      ['/', 'admin', 'Last syncs'],
      ['/nowhere', 'admin', 'There is no such page'],
      ['/sign-in', undefined, 'Bincard'],
    ] as const) {
      const { page, close } = await open(path, role);
      await page.getByRole('heading', { name: heading }).waitFor(WAIT);
      await page.waitForLoadState('networkidle', WAIT);
      const shown = await page.evaluate('document.documentElement.dataset.mantineColorScheme');
      expect([path, shown]).toEqual([path, scheme]);
      expect([path, await axeFindings(page)]).toEqual([path, []]);
      expect([path, await scrollsSideways(page)]).toEqual([path, false]);
      await close();
    }
  });

  it('keeps the appearance and the language that were chosen', async () => {
    const { page, faults, close } = await stage.at('/', { as: 'clerk', ...DESK });
    const choose = async (menu: RegExp, item: string) => {
      await page.getByRole('button', { name: menu }).click(WAIT);
      await page.getByRole('menuitem', { name: item }).click(WAIT);
    };
    await choose(/^Account/, 'Dark');
    await choose(/^Account/, 'Deutsch');
    await page.getByRole('heading', { name: 'Heute', level: 1 }).waitFor(WAIT);
    await page.reload(WAIT);
    await page.getByRole('heading', { name: 'Heute', level: 1 }).waitFor(WAIT);
    expect(
      await page.evaluate(
        '[document.documentElement.lang, document.documentElement.dataset.mantineColorScheme]',
      ),
    ).toEqual(['de', 'dark']);
    expect(faults).toEqual([]);
    await close();
  });

  it('speaks the language of the browser', async () => {
    const { page, close } = await stage.at('/', { as: 'clerk', locale: 'de-AT' });
    await page.getByRole('heading', { name: 'Heute', level: 1 }).waitFor(WAIT);
    await close();
  });

  it('is used by keyboard: "?" shows the keys, Escape closes, "g t" leads to Today', async () => {
    const { page, faults, close } = await stage.at('/nowhere', { as: 'admin', ...DESK });
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor(WAIT);
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'By keyboard' });
    await help.waitFor(WAIT);
    expect(await axeFindings(page)).toEqual([]);
    const keys = await help.locator('dt').allTextContents();
    expect(keys).toEqual([...new Set(keys)]); // one page for each key
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden', ...WAIT });
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('has its pages behind a button on a phone', async () => {
    const { page, faults, close } = await stage.at('/nowhere', { as: 'clerk', ...PHONE });
    await page.getByRole('button', { name: 'Show the pages' }).click(WAIT);
    await page
      .getByRole('dialog', { name: 'Pages' })
      .getByRole('link', { name: 'Today' })
      .click(WAIT);
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor(WAIT);
    await page.getByRole('dialog').waitFor({ state: 'hidden', ...WAIT });
    expect(faults).toEqual([]);
    await close();
  });

  it('says that the server does not answer, and goes on once it does', async () => {
    const { page, context, close } = await stage.at('/sign-in', { as: 'clerk', ...DESK });
    await context.route('**/graphql', (route) => route.abort());
    await page.goto(`${stage.server.base}/`, WAIT);
    await page.getByText('The server does not answer').waitFor(WAIT);
    await context.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click(WAIT);
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor(WAIT);
    await close();
  });

  it('says it in the panel where one question is not answered', async () => {
    const { page, context, close } = await stage.at('/sign-in', { as: 'clerk', ...DESK });
    await context.route('**/graphql', (route) =>
      route.request().postData()?.includes('TodayLow') ? route.abort() : route.continue(),
    );
    await page.goto(`${stage.server.base}/`, WAIT);
    const panel = page.getByRole('region', { name: 'Low stock' });
    await panel.getByText('The server does not answer').waitFor(WAIT);
    await page.getByRole('region', { name: 'Approvals' }).getByRole('list').waitFor(WAIT);
    await context.unroute('**/graphql');
    await panel.getByRole('button', { name: 'Try again' }).click(WAIT);
    await panel.getByText('The server does not answer').waitFor({ state: 'hidden', ...WAIT });
    await close();
  });
});
