import type { Browser, Page } from 'playwright-core';
import { describeWithBrowser, startBrowser } from '../support/browser';
import { peopleOf } from './people';
import { openTestServers, type TestServer, type TestServers } from './support';

// GraphiQL as a person uses it, in Chromium, which also enforces the policy of the page.

const WAIT = { timeout: 30_000 };

describeWithBrowser('GraphiQL in a browser', () => {
  let servers: TestServers;
  let server: TestServer;
  let browser: Browser;

  beforeAll(async () => {
    servers = await openTestServers();
    server = await servers.serve({}, { console: false });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await servers?.close();
  });

  it('/ is readable', async () => {
    const { page, faults, close } = await open(undefined, server.base);
    await page.getByText('Ready.').waitFor(WAIT);
    await page.getByRole('link', { name: 'GraphiQL' }).click(WAIT);
    await says(page, 'Nobody is signed in');
    expect(faults).toEqual([]);
    await close();
  });

  /** A page with what went wrong on it and what it asked of others than this server. */
  async function open(cookie?: string, url = server.url) {
    const context = await browser.newContext();
    if (cookie) {
      const [name, value] = cookie.split('=');
      await context.addCookies([{ name: name!, value: value!, url: server.base }]);
    }
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (message) => {
      // Chromium reports each answer with an error's status; nobody is signed in at first.
      if (message.type() === 'error' && !/status of 401/.test(message.text())) {
        faults.push(message.text());
      }
    });
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(server.base) && !url.startsWith('data:')) faults.push(url);
    });
    await page.goto(url, WAIT);
    return { page, faults, close: () => context.close() };
  }

  const says = (page: Page, text: string) => page.locator('#who', { hasText: text }).waitFor(WAIT);
  const answer = (page: Page, text: string) =>
    page.locator('.result-window', { hasText: text }).waitFor(WAIT);
  const run = (page: Page) => page.locator('.graphiql-execute-button').click(WAIT);

  it('is the session of who is signed in, and sends requests as them', async () => {
    const people = peopleOf(server);
    const { cookie } = await people.join('ama@shop.example', 'MANAGER');
    const { page, faults, close } = await open(cookie);
    await says(page, 'ama@shop.example, manager of');
    await run(page);
    await answer(page, 'ama@shop.example');
    expect(faults).toEqual([]);
    await close();
  });

  it('takes a token in the headers, and follows changes with it', async () => {
    const { page, faults, close } = await open();
    await says(page, 'Nobody is signed in');
    const token = await server.token('clerk', 'till-7');
    await page.locator('.graphiql-editor-tool .monaco-editor').last().click(WAIT);
    await page.keyboard.insertText(`{"authorization": "Bearer ${token}"}`);
    await run(page);
    await says(page, 'till-7, clerk of');
    await answer(page, 'till-7');
    expect(faults).toEqual([]);
    expect(await page.evaluate('JSON.stringify({ ...localStorage })')).not.toContain(token);
    await close();
  });
});
