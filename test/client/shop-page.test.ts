import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { packageRoot } from '../../src/database/sql-files';
import { describeWithBrowser, startBrowser } from '../support/browser';
import { openTestServers, type TestServers } from '../server/support';

// examples/shop-page in Chromium: another origin than the server's, which so has to allow it.

const WAIT = { timeout: 30_000 };

describeWithBrowser('the example page of a shop', () => {
  let servers: TestServers;
  let browser: Browser;
  let pages: ChildProcess;
  let address: string;

  beforeAll(async () => {
    servers = await openTestServers();
    browser = await startBrowser();
    pages = spawn(process.execPath, [path.join(packageRoot, 'examples/shop-page/serve.mjs'), '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    address = await new Promise((resolve) =>
      pages.stdout!.once('data', (said: Buffer) => resolve(/http:\S+/.exec(said.toString())![0])),
    );
  });
  afterAll(async () => {
    pages?.kill();
    await browser?.close();
    await servers?.close();
  });

  it('sells, follows what others sell, and says how much is left', async () => {
    const server = await servers.serve({ corsOrigins: [address] });
    const { product, location } = servers.shop;
    const { data } = await server.ask(
      `{ product(id: "${product}") { sku stock(locationId: "${location}") { available } } location(id: "${location}") { code } }`,
    );
    const { sku, stock } = data.product as { sku: string; stock: { available: number }[] };
    const available = stock[0]!.available;
    const page = await browser.newPage();
    await page.goto(address, WAIT);
    await page.fill('input[name=url]', server.url);
    await page.fill('input[name=token]', await server.token('clerk', 'web'));
    await page.fill('input[name=location]', data.location.code as string);
    await page.click('text=Open the shop');
    const row = page.locator('tr', { hasText: `(${sku})` });
    const shows = (count: number) =>
      row.locator(`td:nth-child(2):text-is("${count}")`).waitFor(WAIT);
    const says = (text: string) => page.locator('#said', { hasText: text }).waitFor(WAIT);
    await shows(available);
    await row.locator('button').click(WAIT);
    await says('Sold. Thank you!');
    await shows(available - 1);
    const { error } = await server.ask(
      `mutation { recordSale(input: { locationId: "${location}", lines: [{ productId: "${product}", quantity: 2 }] }) { id } }`,
    );
    expect(error).toBeUndefined();
    await shows(available - 3);
    await row.locator('input').fill('100000');
    await row.locator('button').click(WAIT);
    await says(`Only ${available - 3} left`);
  });
});
