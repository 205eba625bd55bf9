import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describeWithBrowser } from '../support/browser';
import { inReels, makeReelFile, reel, reelNumber } from '../sync/reels';
import { axeFindings, ConsoleStage, WAIT } from './stage';

// Sync's four pages on a file of reels: what an admin does with them, and what other roles are shown.

const HOSTILE = '<img src=x onerror=alert(1)> \u202eright to left\u202c';
const ROWS = 120;

describeWithBrowser('sync in the console', () => {
  let stage: ConsoleStage;
  let folder: string;
  let file: string;
  let id: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-sync-'));
    file = makeReelFile(folder, 'shop', 'reels.db', [
      ...Array.from({ length: ROWS }, (_, index) => reel(index)),
      { ...reel(900), status: 'Sold' },
      { ...reel(901), status: 'Lost' },
      { ...reel(902), width: HOSTILE },
    ]);
    stage = await ConsoleStage.open({}, { syncDir: folder });
    id = await addSource('Hall', 'reels.db');
  });
  afterAll(async () => {
    await stage?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function addSource(name: string, at: string): Promise<string> {
    const { data, error } = await stage.server.ask(
      'mutation ($input: CreateSyncSourceInput!) { createSyncSource(input: $input) { id } }',
      {
        input: {
          ...{ name, path: at, tableName: 'reels', keyColumn: 'reel_number', locationId: 'L1' },
        },
      },
    );
    expect(error).toBeUndefined();
    return data.createSyncSource.id as string;
  }

  const figure = (page: Page, name: string) =>
    page.locator('dl > div').filter({ hasText: name }).locator('dd').first();

  it('an overview says what is available for import, mapped, switched on, and when it runs', async () => {
    const { page, faults, close } = await stage.at('/sync', { as: 'admin' });
    await page.getByRole('heading', { name: 'Hall' }).waitFor(WAIT);
    await figure(page, 'Available for import')
      .getByText(String(ROWS + 1))
      .waitFor(WAIT);
    expect(await figure(page, 'Total mappings').innerText()).toBe('0');
    expect(await page.getByRole('switch', { name: 'Automatic sync of Hall' }).isChecked()).toBe(
      false,
    );
    expect(await figure(page, 'Last run').innerText()).toBe('never');
    expect(await figure(page, 'Next run').innerText()).toContain('by hand only');
    expect(faults).toEqual([]);
    await close();
  });

  it('50 rows are imported in three clicks', async () => {
    const { page, faults, close } = await stage.at('/sync', { as: 'admin' });
    await page.getByRole('link', { name: 'Choose rows' }).click(WAIT);
    await page.getByRole('checkbox', { name: 'Choose all that are shown' }).click(WAIT);
    await page.getByRole('button', { name: 'Import 50 rows' }).click(WAIT);
    await page
      .getByRole('status')
      .filter({ hasText: /50 came in/ })
      .waitFor(WAIT);
    await page.getByText(`${ROWS + 1 - 50} rows available for import`).waitFor(WAIT);
    const { data } = await stage.server.ask(
      `{ productMappings(sourceId: "${id}") { totalCount } product(sku: "${reelNumber(3)}") { available } }`,
    );
    expect(data).toEqual({ productMappings: { totalCount: 50 }, product: { available: 1 } });
    expect(faults).toEqual([]);
    await close();
  });

  it('a dry run of chosen rows writes nothing; a row that cannot come in is not chosen and says why', async () => {
    inReels(file, `update reels set receive_date = 'soon' where reel_number = ?`, reelNumber(60));
    const { page, faults, close } = await stage.at(`/sync/${id}/rows`, { as: 'admin' });
    const bad = page.getByRole('row').filter({ hasText: reelNumber(60) });
    await bad.waitFor(WAIT);
    expect(await bad.getByRole('checkbox').isDisabled()).toBe(true);
    expect(await bad.innerText()).toMatch(/receive/i);
    await page.getByRole('checkbox', { name: `Choose ${reelNumber(61)}` }).click(WAIT);
    await page.getByRole('button', { name: 'Dry run' }).click(WAIT);
    await page
      .getByRole('status')
      .filter({ hasText: /1 would come in/ })
      .waitFor(WAIT);
    await page.getByText('1 row is chosen').waitFor(WAIT);
    await page.getByRole('searchbox', { name: 'Search' }).fill('onerror');
    await page
      .getByRole('row')
      .filter({ hasText: reelNumber(902) })
      .waitFor(WAIT);
    expect(await page.getByRole('row').count()).toBe(2);
    const { data } = await stage.server.ask(
      `{ productMappings(sourceId: "${id}") { totalCount } }`,
    );
    expect(data.productMappings.totalCount).toBe(50);
    expect(faults).toEqual([]);
    await close();
  });

  it('automatic sync is switched on after a dry run was shown', async () => {
    const { page, faults, close } = await stage.at('/sync', { as: 'admin' });
    await page.getByRole('switch', { name: 'Automatic sync of Hall' }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Automatic sync of Hall' });
    await dialog.getByText('would come in').waitFor(WAIT);
    // The row without a known status is named.
    await dialog.getByText('STATUS_UNKNOWN').waitFor(WAIT);
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Switch on' }).click(WAIT);
    await dialog.waitFor({ state: 'hidden', ...WAIT });
    await page.getByRole('switch', { name: 'Automatic sync of Hall', checked: true }).waitFor(WAIT);
    const { data } = await stage.server.ask(`{ syncSource(id: "${id}") { enabled } }`);
    expect(data.syncSource.enabled).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });

  it('a conflict is shown until a person settles it; a sync by hand says first what it would do', async () => {
    inReels(file, `update reels set status = 'Sold' where reel_number = ?`, reelNumber(1));
    const { page, faults, close } = await stage.at('/sync', { as: 'admin' });
    await page.getByRole('button', { name: 'Sync now' }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Sync of Hall' });
    await dialog.getByText('Nothing has been written').waitFor(WAIT);
    await dialog.getByText('conflict', { exact: true }).first().waitFor(WAIT);
    await dialog.getByRole('button', { name: 'Sync now' }).click(WAIT);
    await dialog.getByText('Done. This is what the run did.').waitFor(WAIT);
    await dialog.getByRole('button', { name: 'Close' }).last().click(WAIT);
    await page
      .getByRole('listitem')
      .filter({ hasText: reelNumber(1) })
      .waitFor(WAIT);
    await figure(page, 'Available for import').getByText('1', { exact: true }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('what a sync by hand has shown comes in; sent again after a lost answer, it comes in once', async () => {
    for (const [index, isLost] of [
      [910, false],
      [911, true],
    ] as const) {
      const key = reelNumber(index);
      inReels(
        file,
        `insert into reels (reel_number, grade, status, receive_date) values (?, 'KRAFT', 'In-stock', '2026-05-11')`,
        key,
      );
      const { page, context, close } = await stage.at('/sync', { as: 'admin' });
      await page.getByRole('button', { name: 'Sync now' }).click(WAIT);
      const dialog = page.getByRole('dialog', { name: 'Sync of Hall' });
      const row = dialog.getByRole('listitem').filter({ hasText: key });
      await row.getByText('comes in').waitFor(WAIT);
      await row.getByText('Quantity: – → 1').waitFor(WAIT);
      if (isLost) {
        await context.route('**/graphql', async (route) => {
          if (!route.request().postData()?.includes('importProducts')) return route.fallback();
          await route.fetch();
          return route.abort();
        });
      }
      await dialog.getByRole('button', { name: 'Sync now' }).click(WAIT);
      if (isLost) {
        await dialog.getByText('It may have been written. Send it again').waitFor(WAIT);
        expect(await dialog.getByText('Nothing has been written').count()).toBe(0);
        await context.unrouteAll();
        await dialog.getByRole('button', { name: 'Send again' }).click(WAIT);
      }
      await dialog.getByText('Done. This is what the run did.').waitFor(WAIT);
      const { data } = await stage.server.ask(`{ product(sku: "${key}") { available } }`);
      expect([key, data.product]).toEqual([key, { available: 1 }]);
      await close();
    }
  });

  it('a dry run that did not get through is tried again', async () => {
    const { page, context, close } = await stage.at('/sync', { as: 'admin' });
    await page.getByRole('heading', { name: 'Hall' }).waitFor(WAIT);
    await context.route('**/graphql', (route) =>
      route.request().postData()?.includes('exportSales') ? route.abort() : route.fallback(),
    );
    await page.getByRole('button', { name: 'Sync now' }).click(WAIT);
    const dialog = page.getByRole('dialog', { name: 'Sync of Hall' });
    await dialog.getByRole('button', { name: 'Try again' }).waitFor(WAIT);
    await context.unrouteAll();
    await dialog.getByRole('button', { name: 'Try again' }).click(WAIT);
    await dialog.getByText('would come in').waitFor(WAIT);
    await close();
  });

  it('the configuration is tested, saved, and refused on its field', async () => {
    const { page, faults, close } = await stage.at(`/sync/${id}/configuration`, { as: 'admin' });
    await page.getByRole('button', { name: 'Test the connection' }).click(WAIT);
    await page.getByText('A run would start').waitFor(WAIT);
    await page.getByLabel('Which column becomes what').selectOption('own');
    await page.getByLabel('Path').fill('../elsewhere.db');
    await page.getByText('switches automatic sync off').waitFor(WAIT);
    await page.getByRole('button', { name: 'Save' }).click(WAIT);
    await page.locator('[aria-invalid=true]').waitFor(WAIT);
    expect(await page.getByLabel('Path').getAttribute('aria-invalid')).toBe('true');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Path').fill('reels.db');
    await page.getByLabel('Interval').selectOption('15');
    await page.getByRole('button', { name: 'Save' }).click(WAIT);
    await page.getByText('Saved').waitFor(WAIT);
    const { data } = await stage.server.ask(
      `{ syncSource(id: "${id}") { intervalMinutes path mappings { column target } } }`,
    );
    expect(data.syncSource).toMatchObject({ intervalMinutes: 15, path: 'reels.db' });
    expect(data.syncSource.mappings).toContainEqual({ column: 'reel_number', target: 'sku' });
    await page.getByText('automatic sync is off').waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('a source is added, and a file that is not there is said', async () => {
    const { page, faults, close } = await stage.at('/sync/new', { as: 'admin' });
    await page.getByLabel('Name').fill(HOSTILE);
    await page.getByLabel('Path').fill('nothing.db');
    await page.getByLabel('Table').fill('reels');
    await page.getByLabel('Column of the key').fill('reel_number');
    await page.getByLabel('Place').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Add the source' }).click(WAIT);
    await page.getByRole('heading', { name: 'Configuration' }).waitFor(WAIT);
    await page.getByRole('button', { name: 'Test the connection' }).click(WAIT);
    await page.getByText('A run would fail').waitFor(WAIT);
    await page.getByRole('link', { name: 'Overview' }).click(WAIT);
    await page.getByRole('heading', { name: 'onerror' }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('the log has every run and its rows', async () => {
    const { page, faults, close } = await stage.at(`/sync/${id}/log`, { as: 'admin' });
    const table = page.getByRole('table', { name: 'Runs' });
    await table.getByText('Import', { exact: true }).first().waitFor(WAIT);
    const refused = table.getByRole('row').filter({ hasText: 'not taken over' });
    await refused.getByRole('link').first().click(WAIT);
    await page.getByText('STATUS_UNKNOWN').first().waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  });

  it('others are not shown it; what is asked all the same is refused in words', async () => {
    for (const as of ['viewer', 'clerk', 'manager'] as const) {
      const { page, close } = await stage.at('/sync', { as });
      await page.getByText('Your role does not include this').waitFor(WAIT);
      const nav = page.getByRole('navigation', { name: 'Pages' });
      expect([as, await nav.getByRole('link', { name: 'Sync' }).count()]).toEqual([as, 0]);
      await close();
    }
  });
});
