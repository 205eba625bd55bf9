import type { Route } from 'playwright-core';
import { signToken } from '../../src/auth/token';
import { PASSWORD } from '../server/people';
import { SECRET } from '../server/support';
import { describeWithBrowser } from '../support/browser';
import { createTenant } from '../support/database';
import { PATHS } from './addresses';
import { ConsoleStage, loaded, WAIT, type Opened } from './stage';

// What each page of paths.json shows before its answers have come, where the server fails or is not there, and for a
// tenant that has nothing yet: what it is and what to do, and nowhere nothing at all.

const ID = '01920000-0000-7000-8000-000000000000';
const ADDRESSES = PATHS.filter((path) => path !== '/sign-in').map((path) =>
  path.replace('$id', ID).replace('$report', 'stock'),
);
/** Forms that are there while the places to choose from are still asked for. */
const AT_ONCE = ['/receive', '/sell', '/sync/new', '/transfers/new', '/orders/new', '/labels'];
/** It asks nothing before a product is chosen. */
const ASKS_NOTHING = '/labels';
/** Tabs that walk at once. */
const WALKERS = 3;

/** What is seen of a page. */
interface Seen {
  readonly headings: number;
  readonly isLoading: boolean;
  /** What stands in a notice that something failed. */
  readonly alert: string;
  /** Panels with nothing but their heading, and tables without a row. */
  readonly blank: readonly string[];
}

const SEEN = `(() => {
  const main = document.querySelector('main') ?? document.querySelector('#console');
  const named = (each) => (each.getAttribute('aria-label') ?? each.innerText).trim().slice(0, 60);
  const panels = [...main.querySelectorAll('section[aria-labelledby]')].filter((each) => {
    const rest = [...each.children].slice(1);
    return !rest.some((part) => part.innerText?.trim() || part.querySelector('input, img, svg, [role=status]'));
  });
  const tables = [...main.querySelectorAll('table')].filter((each) => each.tBodies[0]?.rows.length === 0);
  return {
    headings: main.querySelectorAll('h1').length,
    isLoading: main.querySelector('[role=status][aria-label=Loading]') !== null,
    alert: [...main.querySelectorAll('[role=alert]')].map((each) => each.innerText).join(' '),
    blank: [...panels, ...tables].map(named),
  };
})()`;

/** What a person's session asks before there is any page. */
const isOfSession = (route: Route) => /query Me\b/.test(route.request().postData() ?? '');

describeWithBrowser('a page of the console', () => {
  let stage: ConsoleStage;
  let cookie: string;
  beforeAll(async () => {
    stage = await ConsoleStage.open();
    const tenantId = await createTenant(stage.servers.database, 'empty');
    const token = await signToken({ tenantId, actor: 'setup', role: 'admin' }, SECRET, '1h');
    const { data } = await stage.server.post(
      {
        query:
          'mutation { inviteUser(input: { email: "first@empty.example", name: "First", role: ADMIN }) { link } }',
      },
      { authorization: `Bearer ${token}` },
    );
    const secret = (data.inviteUser.link as string).split('#')[1]!;
    ({ cookie } = await stage.people.post('/auth/link', { secret, password: PASSWORD }));
  });
  afterAll(() => stage?.close());

  /** Opens each page as a tab is told to, and says what is wrong with it. */
  async function walk(
    prepare: (opened: Opened) => Promise<unknown>,
    look: (address: string, page: Opened['page']) => Promise<string | undefined>,
  ): Promise<string[]> {
    const left = [...ADDRESSES].reverse();
    const found: string[] = [];
    const go = async () => {
      const opened = await stage.at('/sign-in');
      const [name, value] = cookie.split('=');
      await opened.context.addCookies([{ name: name!, value: value!, url: stage.server.base }]);
      await prepare(opened);
      for (let address = left.pop(); address !== undefined; address = left.pop()) {
        await opened.page.goto(`${stage.server.base}${address}`, WAIT);
        const fault = await look(address, opened.page);
        if (fault) found.push(`${address}: ${fault}`);
      }
      await opened.close();
    };
    await Promise.all(Array.from({ length: WALKERS }, go));
    return found;
  }
  const seenOf = (page: Opened['page']) => page.evaluate<Seen>(SEEN);

  it('says that it is loading while the answers are on their way', async () => {
    const held: Route[] = [];
    const found = await walk(
      ({ context }) =>
        context.route('**/graphql', (route) => {
          if (isOfSession(route)) return route.continue();
          held.push(route);
          return undefined;
        }),
      async (address, page) => {
        const sign = page.locator('main [role=status][aria-label=Loading], main h1').first();
        await sign.waitFor(WAIT);
        const { isLoading, alert } = await seenOf(page);
        if (alert) return `says ${alert}`;
        return isLoading === AT_ONCE.includes(address) ? `loading: ${isLoading}` : undefined;
      },
    );
    expect(found).toEqual([]);
    expect(held.length).toBeGreaterThan(ADDRESSES.length);
  }, 300_000);

  it.each([
    ['the server fails', (route: Route) => route.fulfill({ status: 500, body: 'no' })],
    ['no server is there', (route: Route) => route.abort('connectionrefused')],
  ] as const)(
    'says so where %s, and offers to try again',
    async (_, answer) => {
      const found = await walk(
        ({ context }) =>
          context.route('**/graphql', (route) =>
            isOfSession(route) ? route.continue() : answer(route),
          ),
        async (address, page) => {
          if (address === ASKS_NOTHING) return undefined;
          const alert = page.locator('main [role=alert]').first();
          try {
            await alert.waitFor(WAIT);
          } catch {
            return `says nothing: ${await page.locator('main').innerText()}`;
          }
          if (!/The server does not answer|This could not be loaded/.test(await alert.innerText()))
            return await alert.innerText();
          const again = await alert.getByRole('button', { name: 'Try again' }).count();
          return again === 0 ? 'does not offer to try again' : undefined;
        },
      );
      expect(found).toEqual([]);
    },
    300_000,
  );

  it('says what is not there yet to a tenant that has nothing', async () => {
    const found = await walk(
      () => Promise.resolve(),
      async (_, page) => {
        await loaded(page);
        const { headings, alert, blank } = await seenOf(page);
        if (headings !== 1) return `has ${headings} headings of the page`;
        if (alert) return `says ${alert}`;
        return blank.length > 0 ? `shows nothing in ${blank.join(', ')}` : undefined;
      },
    );
    expect(found).toEqual([]);
  }, 300_000);
});
